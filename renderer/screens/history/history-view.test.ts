import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../shared/model/history-state';
import { announcements, chipOf, cutShortText, daysOf } from './history-view';

const entry = (over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  pc: { kind: 'this-pc' },
  id: 'nla-on-1',
  fix: 'nla-on',
  at: '2026-11-20T10:00:00Z',
  by: null,
  standing: 'applied',
  risk: 'safe',
  called: {},
  endsAt: null,
  changes: [],
  unfinished: null,
  undo: 'possible',
  ...over
});
const at = (text: string): number => new Date(text).getTime();

describe('days', () => {
  const days = (now: string, ...entries: HistoryEntry[]): [string, number][] =>
    daysOf(entries, at(now)).map(({ heading, entries: ofDay }) => [heading, ofDay.length]);

  it('are those of the person, and today and yesterday by name', () => {
    expect(
      days(
        '2026-11-20T12:00:00',
        entry({ at: new Date('2026-11-20T00:10:00').toISOString() }),
        entry({ at: new Date('2026-11-19T23:50:00').toISOString() }),
        entry({ at: new Date('2026-11-18T10:00:00').toISOString() }),
        entry({ at: new Date('2026-11-18T09:00:00').toISOString() })
      )
    ).toEqual([
      ['Today · 2026-11-20', 1],
      ['Yesterday · 2026-11-19', 1],
      ['2026-11-18', 2]
    ]);
  });

  it('come twice where a clock was set back, as the journal knows the order', () => {
    const day = (date: string): HistoryEntry => entry({ at: new Date(`${date}T10:00:00`).toISOString() });
    expect(days('2026-12-01T10:00:00', day('2026-11-20'), day('2026-11-10'), day('2026-11-20'))).toHaveLength(
      3
    );
  });

  it('of a recorded PC have its name, and are never today', () => {
    const now = '2026-11-20T12:00:00';
    const [[heading] = []] = days(
      now,
      entry({ pc: { kind: 'demo', machine: 'unreachable-host' }, at: new Date(now).toISOString() })
    );
    expect(heading).toBe('Demo: A laptop that cannot be reached · 2026-11-20');
  });

  it('say where nobody knows', () => {
    expect(days('2026-11-20T12:00:00', entry({ at: null }), entry({ at: 'soon' }))).toEqual([
      ['Day not known', 2]
    ]);
  });
});

describe('the state of a change', () => {
  it('counts down only while it stands', () => {
    expect(chipOf(entry({ endsAt: 5 }))).toMatchObject({ endsAt: 5, mark: 'waiting' });
    expect(chipOf(entry({ endsAt: 5, standing: 'overdue' }))).toMatchObject({
      endsAt: null,
      mark: 'problem',
      word: 'Over, and still there'
    });
  });

  it('of one that was cut short says what of it is there', () => {
    const said = (...each: ('before' | 'after' | 'neither')[]): string => cutShortText({ each, ways: [] });
    expect(said('after', 'after')).toContain('All that it changes is changed');
    expect(said('before')).toContain('Nothing of it is changed');
    expect(said('after', 'before')).toContain('A part of it');
    expect(said('after', 'neither')).toContain('neither');
    expect(said('neither')).toContain('neither');
  });
});

describe('what is said of a change that ends by itself', () => {
  const minutes = (count: number): number => count * 60_000;
  const running = entry({ fix: 'nla-off', endsAt: minutes(30) });
  const say = (before: number, now: number): readonly string[] =>
    announcements({ now: before, entries: [running] }, { now, entries: [running] });

  it('is its beginning, 5 minutes and 1 minute before, and its end; not each second', () => {
    expect(announcements({ now: 0, entries: [] }, { now: 0, entries: [running] })).toEqual([
      'Do without Network Level Authentication for a while: ends by itself in 30:00'
    ]);
    expect(say(minutes(24), minutes(24) + 1000)).toEqual([]);
    expect(say(minutes(25) - 1, minutes(25))).toEqual([
      'Do without Network Level Authentication for a while: 5:00 left'
    ]);
    expect(say(minutes(25), minutes(25) + 250)).toEqual([]);
    expect(say(minutes(29) - 1, minutes(29))[0]).toContain('1:00 left');
    expect(say(minutes(30) - 1, minutes(30))).toEqual([
      'Do without Network Level Authentication for a while: its time is over'
    ]);
    expect(say(minutes(30), minutes(30) + 250)).toEqual([]);
  });

  it('is said once where the PC slept through several of them', () => {
    expect(say(minutes(10), minutes(29) + 30_000)).toHaveLength(1);
    expect(say(minutes(10), minutes(50))[0]).toContain('its time is over');
  });
});
