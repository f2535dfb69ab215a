import type { Plan } from '../../shared/model/change';
import { readingOf } from '../../shared/model/place';
import { fixes } from '../fixes';
import { isKnown } from '../facts/fact';
import { applyFix, clockOf } from './apply';
import { lookAt, type Desk } from './desk';
import { removeTask } from './end-task';
import { readJournal, stands, type Change, type ChangedSetting, type UnknownChange } from './journal';
import { isSameState, nowAt } from './kinds';
import type { Pc } from './pc';
import { Refused } from './refused';
import { NoSuchChange, sweep, undoChange } from './undo';

/** What is there now, next to what a change found and what it wrote. */
type Found = 'before' | 'after' | 'neither';

/**
 * What can be done about a change that was cut short.
 * - `finish`: it is made, or its undo is.
 * - `undo`: what was there before is given back.
 * - `keep`: the PC stays as it is, and the journal notes how that is.
 */
export type Way = 'finish' | 'undo' | 'keep';

/** A change of whose end, or of the end of whose undo, the journal does not tell. */
export interface Unfinished {
  readonly change: Change;
  /** `neither` where its settings differ too, or one cannot be read. */
  readonly found: Found;
  /** Of each of its settings, in their order. */
  readonly each: readonly Found[];
  readonly ways: readonly Way[];
}

/** The changes that were cut short, oldest first, with what is on the PC of them. Pure. */
export const unfinishedOf = (pc: Pc, changes: readonly (Change | UnknownChange)[]): readonly Unfinished[] =>
  changes.filter(isUnfinished).map((change) => classified(pc, change));

const isUnfinished = (change: Change | UnknownChange): change is Change =>
  change.known && stands(change) && (change.phase === 'begun' || change.phase === 'undoing');

function classified(pc: Pc, change: Change): Unfinished {
  const each = change.changes.map((one) => foundAt(pc, one));
  const [first = 'neither'] = each;
  return {
    change,
    each,
    found: each.every((one) => one === first) ? first : 'neither',
    // To finish what was being taken back is to take it back.
    ways: change.phase === 'undoing' ? ['finish', 'keep'] : ['finish', 'undo', 'keep']
  };
}

function foundAt({ index }: Pc, { place, before, after }: ChangedSetting): Found {
  const now = nowAt(index, place);
  if (!isKnown(now)) return 'neither';
  if (isSameState(place, now.value, after)) return 'after';
  return isSameState(place, now.value, before) ? 'before' : 'neither';
}

/** What is on the PC of the changes that were cut short. @throws JournalCorrupt */
export async function findUnfinished(desk: Desk): Promise<readonly Unfinished[]> {
  const changes = readJournal(await desk.journal.records());
  const places = changes.filter(isUnfinished).flatMap((one) => one.changes.map(({ place }) => place));
  return places.length === 0 ? [] : unfinishedOf(await lookAt(desk, places.map(readingOf)), changes);
}

/**
 * Does what the person chose about a change that was cut short. Where its time is over, `restoreExpired` comes first.
 *
 * @returns the plan of the undo, or of the change made anew; null where only a note was made. `drifted` where a third value
 *   stands there: `undoChange` takes back by force
 * @throws NoSuchChange where it is none that was cut short; Refused, JournalCorrupt
 */
export async function recover(desk: Desk, id: string, way: Way): Promise<Plan | null> {
  const one = (await findUnfinished(desk)).find(({ change }) => change.id === id);
  if (!one?.ways.includes(way)) throw new NoSuchChange(id);
  const undo = (): Promise<Plan> => undoChange(desk, id, { force: false, dryRun: false });
  if (way === 'keep') return note(desk, one);
  if (way === 'undo' || one.change.phase === 'undoing') return undo();
  return one.found === 'after' ? note(desk, one) : makeAnew(desk, one, undo);
}

/** A change that was begun is taken back and made from the start: under the policy, and with the captures, of today. */
async function makeAnew(desk: Desk, { change }: Unfinished, undo: () => Promise<Plan>): Promise<Plan> {
  const fix = fixes.get(change.fix);
  const params = fix?.params.safeParse(paramsOf(await desk.journal.records(), change.id));
  if (fix?.kind !== 'settings' || !params?.success) throw new Refused('not-known', change.id);
  const undone = await undo();
  return undone.refused === undefined ? applyFix(desk, fix, params.data) : undone;
}

/** `readJournal` has checked the form of each record of ours. */
const paramsOf = (records: readonly unknown[], id: string): unknown =>
  (
    records as readonly { readonly id?: unknown; readonly record?: unknown; readonly params?: unknown }[]
  ).find((one) => one.record === 'begin' && one.id === id)?.params;

async function note(desk: Desk, { change, found, each }: Unfinished): Promise<null> {
  const at = clockOf(await lookAt(desk, [{ kind: 'section', section: 'clock' }]));
  const { id } = change;
  if (found === 'after') await desk.journal.append({ v: 1, record: 'applied', id, at });
  else if (found === 'before') {
    await sweep(
      desk,
      change.changes.filter(({ before }) => before === null)
    );
    await removeTask(desk, change);
    await desk.journal.append({ v: 1, record: 'undone', id, at, by: 'person' });
  } else {
    const stayed = each.flatMap((one, number) => (one === 'before' ? [] : [number]));
    await desk.journal.append({ v: 1, record: 'failed', id, at, stayed });
  }
  return null;
}
