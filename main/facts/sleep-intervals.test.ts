import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../../shared/model/machine-image';
import { covers, sleepIntervals } from './sleep-intervals';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString();
const event = (id: number, minute: number, data: Record<string, string> = {}): EventEntry => ({
  id,
  at: at(minute),
  record: minute,
  data
});
const minutes = (events: readonly EventEntry[]): (readonly [number, number | null])[] =>
  sleepIntervals(events).map(({ from, to }) => [toMinute(from), to === null ? null : toMinute(to)]);
const toMinute = (time: number): number => (time - Date.parse(at(0))) / 60_000;

describe('when a PC slept', () => {
  it('pairs falling asleep with waking, in whatever order the events come', () => {
    const events = [event(107, 30), event(507, 41), event(42, 10), event(506, 40)];
    expect(minutes(events)).toEqual([
      [10, 30],
      [40, 41]
    ]);
  });

  it('takes standby that becomes hibernation for one rest', () => {
    expect(minutes([event(506, 1), event(42, 5), event(107, 30), event(507, 31)])).toEqual([[1, 30]]);
  });

  it('ends a rest where Windows was started anew', () => {
    for (const id of [41, 12, 27])
      expect(minutes([event(42, 1), event(id, 9), event(107, 20)])).toEqual([[1, 9]]);
  });

  it('leaves out a beginning whose end is lost, unless nothing came after it', () => {
    expect(minutes([event(42, 1), event(42, 20), event(107, 30)])).toEqual([[20, 30]]);
    expect(minutes([event(42, 1), event(107, 5), event(42, 20)])).toEqual([
      [1, 5],
      [20, null]
    ]);
    expect(minutes([event(107, 5)])).toEqual([]);
  });

  it("takes the times of the report after waking, which the event's own time only follows", () => {
    const report = event(1, 31, { SleepTime: at(10), WakeTime: at(30) });
    expect(minutes([report])).toEqual([[10, 30]]);
    expect(minutes([event(42, 11), report])).toEqual([
      [10, 30],
      [11, 30]
    ]);
  });

  it('does not let a late report end the next rest', () => {
    const report = event(1, 40, { SleepTime: at(10), WakeTime: at(30) });
    expect(minutes([event(42, 35), report, event(107, 50)])).toEqual([
      [10, 30],
      [35, 50]
    ]);
  });

  it.each([
    ['without times', {}],
    ['of a time that Windows does not know', { SleepTime: '1601-01-01T00:00:00.0Z', WakeTime: at(30) }],
    ['that ends before it begins', { SleepTime: at(30), WakeTime: at(10) }],
    ['that is no time', { SleepTime: 'yesterday', WakeTime: 'today' }]
  ])('believes no report %s', (_what, data) => {
    expect(minutes([event(1, 31, data)])).toEqual([]);
  });

  it('never gives a rest that ends before it begins', () => {
    const events = fc.array(
      fc
        .tuple(fc.constantFrom(1, 12, 27, 41, 42, 107, 506, 507), fc.nat(500), fc.nat(500), fc.nat(500))
        .map(([id, minute, from, to]) => event(id, minute, { SleepTime: at(from), WakeTime: at(to) }))
    );
    fc.assert(
      fc.property(events, (all) => {
        for (const one of sleepIntervals(all)) expect(one.to ?? one.from).toBeGreaterThanOrEqual(one.from);
      })
    );
  });
});

describe('a moment in a rest', () => {
  it('counts both ends; without waking there is no end', () => {
    const rest = { from: 10, to: 20, beginId: 42, endId: 107 };
    expect([9, 10, 20, 21].map((time) => covers(rest, time))).toEqual([false, true, true, false]);
    expect(covers({ ...rest, to: null, endId: null }, 1e9)).toBe(true);
  });
});
