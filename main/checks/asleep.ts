import type { Evidence } from '../../shared/model/diagnosis';
import type { MachineFacts } from '../facts';
import { clientChannel } from '../facts/client-log';
import { disconnectedId } from '../facts/events/client-failures';
import { isKnown, known, map, notKnown, type Answer, type Fact } from '../facts/fact';
import { sleepChannel } from '../facts/sleep';
import { covers, type SleepInterval } from '../facts/sleep-intervals';
import type { MachineContext } from './define-machine-check';

/** A moment at which somebody wanted the host, by true time in milliseconds since the epoch. */
interface Moment {
  readonly at: number;
  /** What to show of it; none for the question itself. */
  readonly evidence: readonly Evidence[];
}

/** What shows that the host slept when it was wanted. */
export interface Slept {
  readonly evidence: readonly Evidence[];
  /** The log tells when it woke; otherwise it only does not say that it did. */
  readonly woke: boolean;
}

/** Failures older than this, seen from the newest, are not what a person has come about. */
const week = 7 * 24 * 3_600_000;

/**
 * Whether the host slept when it was wanted; null where it did not.
 *
 * It was wanted at the time of each failure that the client's log holds, of the last week before the newest of them, and at
 * the time of the question: when the client was looked at, or where only the host was, when the host was. Times of both
 * PCs are compared with their clock errors taken away. A PC that fell asleep, with nothing in its log since, counts as
 * asleep until it was looked at. Where one PC is looked at as both, its own log is the client's.
 */
export function sleptWhenWanted(host: MachineFacts, { client }: MachineContext): Answer<Slept> {
  const { intervals, toldSince } = host.sleep;
  if (!isKnown(intervals)) return intervals;
  const asked = questionOf(client ?? host);
  const failures = failuresOf(client);
  const seenAt = isKnown(host.clock.now) ? host.clock.now.value : Infinity;
  const hostClock = (at: number): number => at + host.clock.offsetSeconds * 1000;

  const moments = [...(isKnown(failures) ? failures.value : []), ...(isKnown(asked) ? [asked.value] : [])];
  for (const moment of moments) {
    const at = hostClock(moment.at);
    // Nothing says when it woke, but it was awake when it was looked at.
    const slept = intervals.value.filter((one) => covers(one, at) && (one.to !== null || !(at >= seenAt)));
    // What says both ends says more.
    const [best] = slept.sort((a, b) => Number(b.to !== null) - Number(a.to !== null));
    if (best)
      return known(
        { evidence: [...shownInterval(best), ...moment.evidence], woke: best.to !== null },
        intervals.path
      );
  }
  if (!isKnown(toldSince)) return toldSince;
  const told = toldSince.value;
  if (told !== null && moments.some(({ at }) => hostClock(at) < told))
    return notKnown('not-read', intervals.path, 'the log does not reach back that far');
  // A host that never slept was awake whenever that was.
  if (intervals.value.length === 0 && told === null) return known(null, intervals.path);
  if (!isKnown(failures)) return failures;
  return isKnown(asked) ? known(null, intervals.path) : asked;
}

const questionOf = ({ clock: { now, offsetSeconds } }: MachineFacts): Fact<Moment> =>
  map(now, (at) => ({ at: at - offsetSeconds * 1000, evidence: [] }));

/** Newest first. Without a client nobody failed. */
function failuresOf(client: MachineFacts | null): Fact<readonly Moment[]> {
  if (client === null) return known([], 'events');
  return map(client.clientLog.failures, (failures) => {
    const newest = failures.reduce((latest, { correctedAt }) => Math.max(latest, correctedAt), -Infinity);
    return failures
      .filter(({ correctedAt }) => correctedAt >= newest - week)
      .map(({ at, correctedAt }) => ({
        at: correctedAt,
        evidence: [shownTime(`events/${clientChannel}/${disconnectedId}`, at)]
      }));
  });
}

/** The newest time that the host slept, as evidence. */
export function lastRest({ sleep: { intervals } }: MachineFacts): Evidence[] {
  if (!isKnown(intervals)) return [];
  const newest = intervals.value.reduce<SleepInterval | null>(
    (latest, one) => (latest !== null && latest.from >= one.from ? latest : one),
    null
  );
  return newest === null ? [] : shownInterval(newest);
}

function shownInterval({ from, to, beginId, endId }: SleepInterval): Evidence[] {
  return [
    shownTime(`events/${sleepChannel}/${beginId}`, from),
    ...(to === null || endId === null ? [] : [shownTime(`events/${sleepChannel}/${endId}`, to)])
  ];
}

const shownTime = (path: string, at: number): Evidence => ({
  path,
  value: new Date(at).toISOString(),
  expected: null,
  source: 'observed'
});
