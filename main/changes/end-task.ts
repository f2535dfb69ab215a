import { placeId } from '../../shared/model/place';
import type { SettingsFix } from '../fixes/define-fix';
import { WriteFailed, type Capture } from '../machine/writing';
import type { Desk, Returned } from './desk';
import { expiryTaskName } from './expiry-task';
import { origin, stands, writerOf, type Change, type UnknownChange } from './journal';
import type { Step } from './plan';
import { Refused } from './refused';

/** A change that has to end by itself, or not: `expiresAt` is null. */
type Timed = Pick<Change, 'id' | 'at' | 'expiresAt'>;

/** One setting that is about to be written. */
type Captured = Step & { readonly capture: Capture };

/**
 * Has Windows itself end a downgrade that is begun; where Windows will not, it is noted as one that was not made.
 *
 * @param earlier the changes before it
 * @throws Refused `no-expiry-task`
 */
export async function registerTask(
  desk: Desk,
  { id, at, expiresAt }: Timed,
  { expiresInSeconds }: SettingsFix,
  captured: readonly Captured[],
  earlier: readonly (Change | UnknownChange)[]
): Promise<void> {
  if (expiresAt === null || expiresInSeconds === undefined || !desk.expiryTasks) return;
  try {
    await desk.expiryTasks.register({
      changeId: id,
      expiresAt,
      seconds: expiresInSeconds,
      endsAtRestart: captured.every(({ setting }) => setting.takesEffect !== 'windows-restart'),
      returns: captured.map((one) => returnedTo(one, earlier))
    });
  } catch (error) {
    if (!(error instanceof WriteFailed)) throw error;
    // It may be there all the same.
    await removeTask(desk, { id, expiresAt });
    await desk.journal.append({ v: 1, record: 'failed', id, at, stayed: [] });
    throw new Refused('no-expiry-task', expiryTaskName(id), error.detail);
  }
}

/** What the end of a downgrade gives back: never what an earlier one has written. */
function returnedTo(
  { setting, place, from, to, capture }: Captured,
  earlier: readonly (Change | UnknownChange)[]
): Returned {
  const stack = earlier
    .flatMap((change) =>
      change.known && stands(change) ? change.changes.map((changed) => ({ change, changed })) : []
    )
    .filter(({ changed }) => placeId(changed.place) === placeId(place));
  const under = writerOf(stack, place, from);
  const first = origin({ setting, place, before: from, after: to, capture, under });
  return { place, to: first.before, capture: first.capture };
}

/**
 * Takes away what would end a change by itself.
 *
 * @throws Refused where it is still there: it would give back a second time, over what is set by then
 */
export async function removeTask(
  { expiryTasks }: Desk,
  { id, expiresAt }: Pick<Timed, 'id' | 'expiresAt'>
): Promise<void> {
  if (expiresAt === null) return;
  try {
    await expiryTasks?.remove(id);
  } catch (error) {
    if (!(error instanceof WriteFailed)) throw error;
    throw new Refused('failed', expiryTaskName(id), error.detail);
  }
}
