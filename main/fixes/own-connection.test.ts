import { expect, it } from 'vitest';
import { pcOf } from '../changes/pc';
import { changedPc, type DraftPc } from '../demo/machines/sound-pc';
import { isRemoteSession } from './own-connection';

const pc = (change: (pc: DraftPc) => void) => pcOf(changedPc('windows-11', change));
const remote = (value: boolean) => pc((draft) => void (draft.identity['remoteSession'] = value));
const unread = pc((draft) => void (draft.identity['remoteSession'] = { unavailable: 'failed' }));

it('knows who sits there from afar only where that was read', () => {
  expect([remote(true), remote(false), unread].map(isRemoteSession)).toEqual([true, false, false]);
});
