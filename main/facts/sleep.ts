import { defineFacts, events, oldestEvent } from './define-facts';
import { isKnown, type Answer, type Fact } from './fact';
import {
  kernelPowerIds,
  sleepIntervals,
  startIds,
  wakeReportId,
  type SleepInterval
} from './sleep-intervals';

export const sleepChannel = 'System';
/** A laptop with modern standby writes some dozens a day. */
const newestRests = 400;
const newestStarts = 50;

const rests = events(sleepChannel, [...kernelPowerIds, wakeReportId], newestRests, [
  'Microsoft-Windows-Kernel-Power',
  'Microsoft-Windows-Power-Troubleshooter'
]);

/** When the PC slept, as its log tells it. */
export const sleep = defineFacts({
  id: 'sleep',
  readings: {
    rests,
    oldest: oldestEvent(sleepChannel, rests),
    starts: events(sleepChannel, startIds, newestStarts, [
      'Microsoft-Windows-Kernel-General',
      'Microsoft-Windows-Kernel-Boot'
    ])
  },
  derive: ({ rests, starts, oldest }) => ({
    /** In no order, and some may overlap. Times by the PC's own clock. */
    intervals: intervalsOf(rests, starts),
    /** Since when the log tells of every rest, by the PC's own clock in milliseconds; null where it is whole. */
    toldSince: toldSince(rests, oldest)
  })
});

type Events = Parameters<typeof sleepIntervals>[0];

function intervalsOf(rests: Answer<Events>, starts: Answer<Events>): Fact<readonly SleepInterval[]> {
  if (!isKnown(rests)) return rests;
  if (!isKnown(starts)) return starts;
  // Kernel-Power has an event 1 in other channels only: what has no times in it is no report.
  return { ...rests, value: sleepIntervals([...(rests.value ?? []), ...(starts.value ?? [])]) };
}

function toldSince(rests: Answer<Events>, oldest: Fact<Events[number] | null>): Answer<number> {
  if (!isKnown(rests)) return rests;
  const list = rests.value ?? [];
  // More may have been there than were asked for. A closed image says that there were not.
  const last = list.length >= newestRests ? list[list.length - 1] : isKnown(oldest) ? oldest.value : null;
  return { ...rests, value: rests.complete || last == null ? null : Date.parse(last.at) };
}
