import { pcKey } from '../../../shared/model/pc-key';
import type { HistoryEntry, HistoryState, HistoryWork } from '../../../shared/model/history-state';
import type { Standing } from '../../../shared/model/standing';
import { changeTitle } from '../../../shared/present/history-text';
import { pcName } from '../../../shared/present/pc-name';
import { hasText, text } from '../../../shared/text';
import { timeLeft } from '../../parts/count-down';
import type { Mark } from '../../parts/state-mark';

/** One word for one change, wherever it was made. */
export const entryKey = ({ pc, id }: Pick<HistoryEntry, 'pc' | 'id'>): string => `${pcKey(pc)} ${id}`;

/** Changes that stand under one heading. */
export interface Day {
  readonly key: string;
  readonly heading: string;
  readonly entries: readonly HistoryEntry[];
}

/**
 * Changes by the day, in their order. A journal keeps the order in which changes were made; where a clock was set back, a day
 * comes twice.
 *
 * @param now milliseconds since 1970
 */
export function daysOf(entries: readonly HistoryEntry[], now: number): readonly Day[] {
  const days: { key: string; heading: string; entries: HistoryEntry[] }[] = [];
  let before = '';
  for (const entry of entries) {
    const heading = headingOf(entry, now);
    if (heading !== before) days.push({ key: `${days.length} ${heading}`, heading, entries: [] });
    before = heading;
    days.at(-1)?.entries.push(entry);
  }
  return days;
}

/** The clock of a recorded PC is not this one's: its days are told by their date, with its name. */
function headingOf({ pc, at }: HistoryEntry, now: number): string {
  const day = at === null ? null : dateOf(Date.parse(at));
  if (pc.kind === 'demo') return `${pcName(pc)} · ${day ?? text('history.no-day')}`;
  if (day === null) return text('history.no-day');
  if (day === dateOf(now)) return text('history.today', { day });
  return day === dateOf(now - 86_400_000) ? text('history.yesterday', { day }) : day;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** A day where the person is: `2026-11-21`. */
function dateOf(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(ms) ? null : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A time where the person is: `14:32`. */
export function timeOf(at: string | null): string {
  const date = new Date(at ?? NaN);
  return Number.isNaN(date.getTime()) ? '–' : `${two(date.getHours())}:${two(date.getMinutes())}`;
}

const marks: Readonly<Record<Standing, Mark>> = {
  applied: 'ok',
  undone: 'not-applicable',
  expired: 'not-applicable',
  partly: 'warning',
  unknown: 'could-not-run',
  drifted: 'warning',
  unfinished: 'warning',
  overdue: 'problem'
};

/** How a change stands: a shape and a word; the time that is left stands in the word's place. */
export const chipOf = ({
  standing,
  endsAt
}: HistoryEntry): { readonly mark: Mark; readonly word: string; readonly endsAt: number | null } => ({
  mark: standing === 'applied' && endsAt !== null ? 'waiting' : marks[standing],
  word: text(`history.standing.${standing}`),
  endsAt: standing === 'applied' ? endsAt : null
});

/** What of a change that was cut short is there. */
export function cutShortText({ each }: NonNullable<HistoryEntry['unfinished']>): string {
  const [first] = each;
  const alike = first !== undefined && each.every((one) => one === first);
  if (alike && first !== 'neither') return text(`history.unfinished.${first}`);
  return text(each.includes('neither') ? 'history.unfinished.neither' : 'history.unfinished.partly');
}

/** What is being done, in a sentence. */
export const workText = ({ step, accounts }: HistoryWork): string =>
  [text(`history.work.${step}`), ...(accounts ? [text('history.work.accounts', { ...accounts })] : [])].join(
    ' '
  );

/** Whether something is being done to a change. */
export const isWorking = (work: HistoryState['work'], entry: HistoryEntry): boolean =>
  work !== null && pcKey(work.pc) === pcKey(entry.pc) && (work.id === null || work.id === entry.id);

/** Why what was done cannot be taken back. */
export function noUndoText({ fix }: HistoryEntry): string {
  const own = `fix.of.${fix}.no-undo`;
  return hasText(own) ? text(own) : text('history.no-undo');
}

/** How long before the end it is said that it comes, milliseconds. */
const saidBefore = [5 * 60_000, 60_000];

/** What is running at a moment. */
export interface Running {
  readonly now: number;
  readonly entries: readonly HistoryEntry[];
}

/** What a screen reader says about changes that end by themselves: when one begins, 5 minutes and 1 minute before, at its end. */
export function announcements(before: Running | null, { now, entries }: Running): readonly string[] {
  if (!before) return [];
  const had = new Map(before.entries.map((entry) => [entryKey(entry), entry]));
  return entries.flatMap((entry) => {
    const { endsAt } = entry;
    if (endsAt === null) return [];
    const title = changeTitle(entry);
    const left = endsAt - now;
    if (!had.has(entryKey(entry))) return [text('history.say.begun', { title, time: timeLeft(endsAt, now) })];
    const leftBefore = endsAt - before.now;
    if (leftBefore > 0 && left <= 0) return [text('history.say.over', { title })];
    const passed = saidBefore.filter((mark) => leftBefore > mark && left <= mark && left > 0);
    return passed.length === 0 ? [] : [text('history.say.left', { title, time: timeLeft(endsAt, now) })];
  });
}
