import type { EventEntry } from '../../shared/model/machine-image';
import { eventText } from './events/event-fields';

/** A time in which a PC slept, by its own clock, in milliseconds since the epoch. */
export interface SleepInterval {
  readonly from: number;
  /** Null where the log shows no waking. */
  readonly to: number | null;
  /** Events that say so. */
  readonly beginId: number;
  readonly endId: number | null;
}

/** Entering sleep or hibernation, and modern standby. Kernel-Power. */
const beginnings = [42, 506];
/** Back from sleep and from modern standby; started again after the power was lost (41). Kernel-Power. */
const endings = [107, 507, 41];
/** "The system has returned from a low power state", with both times. Power-Troubleshooter. */
export const wakeReportId = 1;
export const kernelPowerIds = [...beginnings, ...endings];
/** Kernel-General 12: Windows started. Kernel-Boot 27: with the type of start, which fast startup has too. */
export const startIds = [12, 27];

/**
 * When a PC slept. A beginning whose end the log lost says only that it slept for some time, so it counts for nothing,
 * unless nothing at all came after it.
 *
 * @param events of Kernel-Power, Power-Troubleshooter, Kernel-General and Kernel-Boot, in any order
 */
export function sleepIntervals(events: readonly EventEntry[]): SleepInterval[] {
  const intervals: SleepInterval[] = [];
  let open: { from: number; beginId: number } | null = null;
  for (const event of oldestFirst(events)) {
    const at = Date.parse(event.at);
    if (beginnings.includes(event.id)) {
      // Standby that turns into hibernation is one rest.
      const goesOn: boolean = open !== null && open.beginId === 506 && event.id === 42;
      if (!goesOn) open = { from: at, beginId: event.id };
      continue;
    }
    const reported = event.id === wakeReportId ? reportedBy(event) : null;
    if (reported) intervals.push(reported);
    // The report is written late: by then the PC may be falling asleep again.
    if (!open || (reported && reported.to < open.from)) continue;
    intervals.push({ ...open, to: reported?.to ?? at, endId: event.id });
    open = null;
  }
  if (open) intervals.push({ ...open, to: null, endId: null });
  return intervals;
}

function oldestFirst(events: readonly EventEntry[]): EventEntry[] {
  const record = ({ record: number }: EventEntry): number => (typeof number === 'number' ? number : 0);
  return [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || record(a) - record(b));
}

function reportedBy(event: EventEntry): (SleepInterval & { readonly to: number }) | null {
  const from = timeOf(event, 'SleepTime');
  const to = timeOf(event, 'WakeTime');
  // A time that Windows does not know is written as the year 1601.
  if (from === null || to === null || from <= 0 || to < from) return null;
  return { from, to, beginId: wakeReportId, endId: wakeReportId };
}

function timeOf(event: EventEntry, name: string): number | null {
  const text = eventText(event, name);
  const at = text === null ? NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** Whether a time, by the PC's own clock, lies within. */
export const covers = ({ from, to }: SleepInterval, time: number): boolean =>
  from <= time && (to === null || time <= to);
