import { describe, expect, it } from 'vitest';
import type { History } from '../../shared/model/change';
import type { HistoryView } from '../../shared/model/history-state';
import { changeTitle } from '../../shared/present/history-text';
import { entriesOf, graceMs } from './history-entries';
import { exportOf } from './history-export';
import { shownOf } from './history-shown';

type Told = History['changes'][number];

const told = (over: Partial<Told> = {}): Told => ({
  id: 'nla-on-1',
  fix: 'nla-on',
  at: '2026-11-20T10:00:00Z',
  state: 'applied',
  changes: [{ setting: 'nla', where: 'HKLM\\RDP-Tcp\\UserAuthentication', before: 0, after: 1 }],
  ...over
});
const clock = Date.parse('2026-11-20T10:10:00Z');
const entries = (
  changes: readonly Told[],
  now: number | null = clock,
  at = clock,
  called: Readonly<Record<string, string>> = {}
) =>
  entriesOf(
    { kind: 'this-pc' },
    { history: { schema: 'reconnect.history/1', changes: [...changes] }, unfinished: [], called, now },
    at
  );
const one = (over: Partial<Told>, now: number | null = clock, at = clock) =>
  entries([told(over)], now, at)[0];

describe('how a change stands', () => {
  const expiresAt = '2026-11-20T10:30:00Z';
  const end = Date.parse(expiresAt);

  it('counts by the clock of the PC that was changed', () => {
    expect(one({ expiresAt })?.endsAt).toBe(end);
    // A recorded PC whose clock is an hour behind this one's.
    expect(one({ expiresAt }, clock, clock + 3_600_000)?.endsAt).toBe(end + 3_600_000);
    expect(one({ expiresAt }, null)?.endsAt).toBe(end);
    expect(one({ expiresAt, state: 'undone' })?.endsAt).toBeNull();
  });

  it('is over and still there only after the task of Windows has had its time', () => {
    const over: Partial<Told> = {
      expiresAt,
      state: 'expired',
      changes: [{ setting: 'nla', where: 'x', before: 1, after: 0, now: 0 }]
    };
    expect(one(over, end + 1000, end + 1000)).toMatchObject({ standing: 'applied', endsAt: end });
    const late = end + graceMs + 1;
    expect(one(over, late, late)).toMatchObject({ standing: 'overdue', undo: 'possible' });
    expect(one({ expiresAt, state: 'expired' }, late, late)).toMatchObject({
      standing: 'expired',
      undo: 'over'
    });
  });

  it('cannot be taken back where it was, where it is an action, and where nothing of it is known', () => {
    expect(one({})?.undo).toBe('possible');
    expect(one({ state: 'undone' })?.undo).toBe('over');
    expect(one({ final: true })?.undo).toBe('none');
    expect(one({ state: 'unknown', fix: '', changes: [] })?.undo).toBe('over');
  });

  it('is told newest first, in the order of the journal', () => {
    const ids = entries([
      told({ id: 'a', at: '2026-11-20T10:00:00Z' }),
      told({ id: 'b', at: '2026-11-19T10:00:00Z' })
    ]);
    expect(ids.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('what a change is about', () => {
  const id = '{BBBBBBBB-0000-4000-8000-000000000001}';
  const of = (fix: string, where: string) =>
    told({ fix, changes: [{ setting: 'x', where, before: 0, after: 1 }] });

  it.each([
    ['network-private', `networks/${id}/category`, 'Treat the network as private: Office Wi-Fi'],
    ['network-private', 'networks/{0}/category', 'Treat the network as private'],
    ['service-restart', 'services/TermService/state', 'Restart the service: Remote Desktop Services'],
    [
      'credential-remove',
      'credentials/TERMSRV/srv1.example.test/generic',
      'Remove the saved sign-in: srv1.example.test'
    ],
    ['nla-on', 'HKLM\\x\\UserAuthentication', 'Ask for Network Level Authentication']
  ])('%s at %s is said as %s', (fix, where, title) => {
    const names = { 'bbbbbbbb-0000-4000-8000-000000000001': 'Office Wi-Fi', other: 'Lab' };
    const [entry] = entries([of(fix, where)], clock, clock, names);
    expect(entry && changeTitle(entry)).toBe(title);
    expect(Object.values(entry?.called ?? {})).not.toContain('Lab');
    const view = { standing: null, pc: null, most: 50 };
    expect(entry && shownOf([entry], { ...view, search: title })).toHaveLength(1);
  });
});

describe('what is shown', () => {
  const view: HistoryView = { search: '', standing: null, pc: null, most: 50 };
  const all = [
    ...entries([told({ id: 'a', by: 'DESK7\\ada' }), told({ id: 'b', fix: 'sleep-never', state: 'undone' })]),
    ...entriesOf(
      { kind: 'demo', machine: 'unreachable-host' },
      {
        history: { schema: 'reconnect.history/1', changes: [told({ id: 'c' })] },
        unfinished: [],
        called: {},
        now: clock
      },
      clock
    )
  ];
  const shown = (over: Partial<HistoryView>): string[] =>
    shownOf(all, { ...view, ...over }).map(({ id }) => id);

  it('has every word that is searched for, in whatever it says', () => {
    expect(shown({})).toEqual(['b', 'a', 'c']);
    expect(shown({ search: 'AUTHENTICATION asked' })).toEqual(['b', 'a', 'c']);
    expect(shown({ search: 'ada' })).toEqual(['a']);
    expect(shown({ search: 'undone' })).toEqual(['b']);
    expect(shown({ search: 'userauthentication 2026-11-20 laptop' })).toEqual(['c']);
    expect(shown({ search: 'ada undone' })).toEqual([]);
  });

  it('is of one state, and of one PC', () => {
    expect(shown({ standing: 'undone' })).toEqual(['b']);
    expect(shown({ pc: 'demo unreachable-host' })).toEqual(['c']);
    expect(shown({ pc: 'this-pc', standing: 'applied' })).toEqual(['a']);
  });

  it('is exported as history --json prints it, oldest first, with the name of a recorded PC', () => {
    const { content } = exportOf(all, 'json');
    const { changes } = JSON.parse(content) as { changes: Record<string, unknown>[] };
    expect(changes.map(({ id, demo }) => [id, demo])).toEqual([
      ['c', 'unreachable-host'],
      ['a', undefined],
      ['b', undefined]
    ]);
    expect(changes[1]).toMatchObject({ by: 'DESK7\\ada', state: 'applied' });
    const { content: text } = exportOf(all, 'text');
    expect(text).toContain(
      'Ask for Network Level Authentication: Applied\n  2026-11-20 10:00 UTC, by DESK7\\ada, change a'
    );
    expect(text).toContain('Demo: A laptop that cannot be reached\n\nAsk for');
  });
});
