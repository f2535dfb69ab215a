import type { Plan } from '../../shared/model/change';
import { readingOf } from '../../shared/model/place';
import { downgradeSeconds } from '../fixes/define-fix';
import { lookAt, type Desk } from './desk';
import { endedByTask, maybeEnded } from './history';
import { readJournal, stands, type Change, type UnknownChange } from './journal';
import { undoChange } from './undo';

/**
 * The changes whose time is over, newest first. Pure. A clock that stands before the moment of a change was set back since:
 * then nobody knows how long it has lasted, and its time is over.
 *
 * @param now in milliseconds since 1970
 */
export const expiredOf = (changes: readonly (Change | UnknownChange)[], now: number): readonly Change[] =>
  changes
    .filter((change): change is Change => change.known && stands(change) && isOver(change, now))
    .reverse();

function isOver({ at, risk, expiresAt }: Change, now: number): boolean {
  if (expiresAt === null && risk !== 'downgrade') return false;
  const begun = at === null ? NaN : Date.parse(at);
  // A journal may say what it likes: no downgrade lasts longer than any may.
  const longest = begun + downgradeSeconds * 1000;
  const end = Math.min(expiresAt === null ? longest : Date.parse(expiresAt), longest);
  return !(now >= begun && now < end);
}

/** What became of a change whose time is over. */
export type Expiry =
  | { readonly id: string; readonly plan: Plan }
  /** It is tried again the next time. */
  | { readonly id: string; readonly error: unknown };

/**
 * Gives back what was there before each change whose time is over, whatever stands there now, and notes the end of those that
 * their task has ended. One that fails does not keep the others. Doing it twice does nothing the second time.
 *
 * @param now in milliseconds since 1970
 * @throws JournalCorrupt
 */
export async function restoreExpired(desk: Desk, now: number): Promise<readonly Expiry[]> {
  const done: Expiry[] = [];
  const end = async (over: readonly Change[]): Promise<void> => {
    for (const { id } of over)
      try {
        done.push({ id, plan: await undoChange(desk, id, { force: true, dryRun: false, by: 'expiry' }) });
      } catch (error) {
        done.push({ id, error });
      }
  };
  await end(expiredOf(readJournal(await desk.journal.records()), now));
  await end(await endedEarly(desk));
  return done;
}

/** Only where a downgrade is on record as one that lasts is there anything to look at. */
async function endedEarly(desk: Desk): Promise<readonly Change[]> {
  const changes = readJournal(await desk.journal.records());
  const standing = changes.filter((one): one is Change => one.known && stands(one));
  if (!standing.some(maybeEnded)) return [];
  const readings = standing.flatMap((one) => one.changes.map(({ place }) => readingOf(place)));
  return endedByTask(await lookAt(desk, readings), changes);
}
