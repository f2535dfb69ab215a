import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../../../shared/model/machine-image';
import { clientFailures } from './client-failures';

const event = (
  id: number,
  second: number,
  data: Record<string, string | number>,
  activityId: string | null = null
): EventEntry => ({ id, at: `2026-11-20T09:58:${String(second).padStart(2, '0')}Z`, activityId, data });
const to = (second: number, server: string, activity: string | null = null): EventEntry =>
  event(1024, second, { Name: 'Server Name', Value: server }, activity);
const ended = (second: number, reason: string | number, activity: string | null = null): EventEntry =>
  event(1026, second, { Name: 'Disconnect Reason', Value: reason }, activity);

/** Newest first, as the log is given. */
const failuresOf = (...events: readonly EventEntry[]): ReturnType<typeof clientFailures> =>
  clientFailures(events, 0);

describe('clientFailures', () => {
  it('reads a reason in every spelling', () => {
    const reasons = ['2308', '0x904', ' 0X904 ', 2308].map((reason) => failuresOf(ended(12, reason))[0]);
    for (const failure of reasons)
      expect(failure).toMatchObject({
        reason: 2308,
        kind: 'connection-lost',
        name: 'disconnectReasonAtClientWinsockFDCLOSE'
      });
    expect(failuresOf(ended(12, '-2146893052'))[0]).toMatchObject({
      reason: 0x8009_0304,
      kind: 'credentials'
    });
  });

  it('leaves out what is no number and what is no failure', () => {
    const odd = ['', 'NaN', '2308.5', '99999999999', '0x1234567890'].map((reason) => ended(12, reason));
    const byHand = [0, 1, 2, 263, 7943].map((reason) => ended(12, reason));
    expect(failuresOf(...odd, ...byHand, event(1026, 12, {}), event(1025, 12, { Value: 2308 }))).toEqual([]);
  });

  it('believes what the host said of its reason where the log keeps it', () => {
    const both = (extended: number): EventEntry =>
      event(1026, 12, { Value: 3, ExtendedDisconnectReason: extended });
    expect(failuresOf(both(12))).toEqual([]);
    expect(failuresOf(both(7))[0]).toMatchObject({ reason: 3, extended: 7 });
  });

  it('finds the server of the attempt that failed', () => {
    expect(failuresOf(ended(30, 516), to(20, 'new:3390'), to(10, 'old'))[0]).toMatchObject({
      target: 'new',
      port: 3390,
      correctedStart: Date.parse('2026-11-20T09:58:20Z')
    });
    // Two attempts at once: the activity tells whose failure it is.
    const crossed = failuresOf(ended(30, 516, '{AA}'), to(20, 'other', '{bb}'), to(10, 'mine', '{aa}'));
    expect(crossed[0]?.target).toBe('mine');
    expect(failuresOf(ended(30, 516, '{aa}'), to(20, 'other', '{bb}'))[0]?.target).toBeNull();
    expect(failuresOf(to(40, 'later'), ended(30, 516))[0]?.target).toBeNull();
  });

  it('takes the error of the clock away, and keeps what the log shows', () => {
    const [failure] = clientFailures([ended(12, 516), to(2, 'pc9')], 90);
    expect(failure).toMatchObject({
      at: Date.parse('2026-11-20T09:58:12Z'),
      correctedAt: Date.parse('2026-11-20T09:56:42Z'),
      correctedStart: Date.parse('2026-11-20T09:56:32Z')
    });
  });
});
