import { expect, it } from 'vitest';
import { changedPc } from '../demo/machines/sound-pc';
import { readActions } from './acted';
import { historyOf } from './history';
import { JournalCorrupt, readJournal } from './journal';
import { pcOf } from './pc';

const acting = (id: string, more: object = {}) => ({
  ...{ v: 1, record: 'acting', id, fix: 'end-session', params: { session: '3' }, at: '2026-11-20T10:00:00Z' },
  changes: [{ setting: 'session', where: 'sessions/3', before: 'PC7\\berta, active', after: null }],
  ...more
});
const said = (record: string, id: string, more: object = {}) => ({ v: 1, record, id, at: null, ...more });

it('an action is as far as its last record says', () => {
  const phase = (...records: object[]) => readActions([acting('a-1'), ...records])[0]?.phase;
  expect(phase()).toBe('begun');
  expect(phase(said('acted', 'a-1'))).toBe('done');
  expect(phase(said('failed', 'a-1', { stayed: [] }))).toBe('failed');
  expect(phase(said('failed', 'a-1', { stayed: [0] }))).toBe('stopped');
  expect(phase(said('acted', 'a-1'), said('undoing', 'a-1'))).toBe('undoing');
  expect(phase(said('acted', 'a-1'), said('undone', 'a-1'))).toBe('undone');
  expect(phase(said('undone', 'a-1'), said('acted', 'a-1'))).toBe('undone');
  expect(phase(said('acted', 'b-1'))).toBe('begun');
});

it('a journal that none of our versions would write is refused', () => {
  for (const record of [
    acting('a-1', { changes: [{ setting: 'x' }] }),
    acting('A 1'),
    acting('a-1', { params: { session: 3 } })
  ])
    expect(() => readActions([record])).toThrow(JournalCorrupt);
  expect(() => readActions([acting('a-1'), acting('a-1')])).toThrow(JournalCorrupt);
});

it('an action stands in the history where it was done, and is no change of a setting', () => {
  const later = { v: 9, record: 'begin', id: 'z-1', fix: 'later', at: null };
  const records = [
    later,
    acting('end-session-1', { who: 'PC7\\anna' }),
    said('acted', 'end-session-1'),
    { v: 9 }
  ];
  expect(readJournal(records).map(({ id }) => id)).toEqual(['z-1', 'record-3']);
  const { changes } = historyOf(pcOf(changedPc('windows-11', () => undefined)), records);
  expect(changes.map(({ id, state }) => [id, state])).toEqual([
    ['z-1', 'unknown'],
    ['end-session-1', 'applied'],
    ['record-3', 'unknown']
  ]);
  expect(changes[1]).toMatchObject({ final: true, by: 'PC7\\anna', fix: 'end-session' });
});
