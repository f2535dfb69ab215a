import { expect, it } from 'vitest';
import { pcOf } from '../changes/pc';
import { changedPc, type DraftPc } from '../demo/machines/sound-pc';
import { fixes } from '.';
import type { Fix } from './define-fix';
import { isRemoteSession, ownConnectionAtRisk } from './own-connection';

const pc = (change: (pc: DraftPc) => void) => pcOf(changedPc('windows-11', change));
const remote = (value: boolean) => pc((draft) => void (draft.identity['remoteSession'] = value));
const unread = pc((draft) => void (draft.identity['remoteSession'] = { unavailable: 'failed' }));
const of = (id: string): Fix => fixes.get(id) as Fix;

it('what cuts connections is a risk to who sits there from afar, and where nobody knows how they do', () => {
  const cuts = of('service-restart');
  expect(ownConnectionAtRisk(remote(true), cuts)).toBe('maybe');
  expect(ownConnectionAtRisk(unread, cuts)).toBe('maybe');
  expect(ownConnectionAtRisk(remote(false), cuts)).toBe('no');
  expect(ownConnectionAtRisk(remote(true), of('sleep-never'))).toBe('no');
  expect([remote(true), remote(false), unread].map(isRemoteSession)).toEqual([true, false, false]);
});
