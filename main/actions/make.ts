import type { Plan } from '../../shared/model/change';
import { readActions } from '../changes/acted';
import { clockOf } from '../changes/apply';
import { lookAt, type Desk } from '../changes/desk';
import { readJournal } from '../changes/journal';
import { Refused } from '../changes/refused';
import { allReadings } from '../facts';
import type { ActionFix, Params } from '../fixes/define-fix';
import { WriteFailed } from '../machine/writing';
import { Halfway, type ActionStep, type ActionWork } from './define-action';
import type { ActionDoors } from './doors';
import { actionOf, planAction } from './plan';

/** What is told while an action runs, and what ends its waiting. */
export interface ActionWatch {
  readonly signal?: AbortSignal;
  readonly onStep?: (step: ActionStep) => void;
}

/**
 * Does what an action fix does: plans it against the PC as it is now, notes in the journal that it begins, does it, sees that
 * it worked, and notes that.
 *
 * @param hash of the plan that the person has agreed to; null where nobody was asked
 * @returns the plan as it was carried out; `applied` is false where nothing was to do, or where the PC has changed since the
 *   person agreed
 * @throws Refused, JournalCorrupt, JournalUnusable
 */
export async function makeAction(
  desk: Desk,
  doors: ActionDoors,
  fix: ActionFix,
  params: Params,
  hash: string | null = null,
  { signal = new AbortController().signal, onStep = () => undefined }: ActionWatch = {}
): Promise<Plan> {
  const pc = await lookAt(desk, allReadings);
  const plan = planAction(pc, fix, params);
  if (plan.changes.length === 0 || (hash !== null && hash !== plan.hash)) return plan;
  const records = await desk.journal.records();
  const taken = new Set([...readJournal(records), ...readActions(records)].map((one) => one.id));
  const id = newId(desk, fix, taken);
  const at = clockOf(pc);
  let isBegun = false;
  let changes: Plan['changes'] = plan.changes;
  const keep: ActionWork['keep'] = async (undo, known = plan.changes) => {
    if (isBegun) throw new Error(`${fix.id} begins twice`);
    await desk.journal.append({
      v: 1,
      record: 'acting',
      id,
      fix: fix.id,
      params: { ...params },
      at,
      ...(desk.who ? { who: desk.who } : {}),
      changes: (changes = [...known]),
      // As it will be read again: what is no JSON would be lost there, and not here.
      ...(undo === undefined ? {} : { undo: JSON.parse(JSON.stringify(undo)) as null })
    });
    isBegun = true;
  };
  try {
    const look = (readings: Parameters<typeof lookAt>[1]): ReturnType<typeof lookAt> =>
      lookAt(desk, readings);
    await actionOf(fix).run(doors, { pc, params, look, keep, signal, onStep });
  } catch (error) {
    const refused = asRefused(fix, error);
    if (isBegun)
      await desk.journal.append({
        v: 1,
        record: 'failed',
        id,
        at,
        stayed: error instanceof Refused && !(error instanceof Halfway) ? [] : [0]
      });
    throw refused;
  }
  if (!isBegun) throw new Error(`${fix.id} was done without a note`);
  await desk.journal.append({ v: 1, record: 'acted', id, at });
  return { ...plan, changes, applied: true, changeId: id };
}

/** What a door says that no action made anything of. */
export const asRefused = ({ id }: Pick<ActionFix, 'id'>, error: unknown): unknown =>
  error instanceof WriteFailed ? new Refused('failed', id, error.detail) : error;

function newId(desk: Desk, { id }: ActionFix, taken: ReadonlySet<string>): string {
  for (;;) {
    const made = `${id}-${desk.newId()}`;
    if (!taken.has(made)) return made;
  }
}
