import type { Plan } from '../../shared/model/change';
import { mayStand, readActions, type Acted } from '../changes/acted';
import { clockOf } from '../changes/apply';
import { lookAt, type Desk } from '../changes/desk';
import { hashOf } from '../changes/hash';
import { Refused } from '../changes/refused';
import { NoSuchChange, type UndoOptions } from '../changes/undo';
import { fixes } from '../fixes';
import { actions } from '.';
import { Halfway, type Action } from './define-action';
import type { ActionDoors } from './doors';
import { asRefused } from './make';

/** Whether a change of the journal is an action, which `undoAction` takes back. @throws JournalCorrupt */
export const isAction = (records: readonly unknown[], id: string): boolean =>
  readActions(records).some((one) => one.id === id);

/** The actions that can be taken back and were not, newest first. @throws JournalCorrupt */
export const standingActions = (records: readonly unknown[]): readonly Acted[] =>
  readActions(records)
    .filter((acted) => mayStand(acted) && wayBack(acted) !== null)
    .reverse();

/**
 * Takes an action back.
 *
 * @throws NoSuchChange, Refused, JournalCorrupt, JournalUnusable
 */
export async function undoAction(
  desk: Desk,
  doors: ActionDoors,
  id: string,
  { force, dryRun }: UndoOptions
): Promise<Plan> {
  const acted = readActions(await desk.journal.records()).find((one) => one.id === id);
  if (!acted) throw new NoSuchChange(id);
  const plan = undoPlan(acted);
  if (!mayStand(acted)) return plan;
  const takeBack = wayBack(acted);
  if (takeBack === null) throw new Refused('final', id);
  if (dryRun) return plan;
  const at = clockOf(await lookAt(desk, [{ kind: 'section', section: 'clock' }]));
  await desk.journal.append({ v: 1, record: 'undoing', id, at });
  let wasThere: boolean;
  try {
    wasThere = await takeBack(doors, { params: acted.params, kept: acted.undo, force });
  } catch (error) {
    // What was refused is as it was.
    if (acted.phase === 'done' && error instanceof Refused && !(error instanceof Halfway))
      await desk.journal.append({ v: 1, record: 'acted', id, at });
    throw asRefused({ id: acted.fix }, error);
  }
  await desk.journal.append({ v: 1, record: 'undone', id, at, by: 'person' });
  return { ...plan, applied: wasThere, changeId: id };
}

/** How an action is taken back; null where it cannot be. One without undo is so where it was cut short. */
function wayBack({ fix: id, phase }: Acted): NonNullable<Action['takeBack']> | null {
  const fix = fixes.get(id);
  const way = actions.get(id)?.takeBack ?? null;
  if (fix?.kind !== 'action' || way === null) return null;
  return fix.undo === 'own' || phase === 'begun' || phase === 'undoing' || phase === 'stopped' ? way : null;
}

function undoPlan(acted: Acted): Plan {
  const changes = mayStand(acted)
    ? [...acted.changes].reverse().map((one) => ({ ...one, before: one.after, after: one.before }))
    : [];
  return {
    schema: 'reconnect.plan/1',
    fix: acted.fix,
    hash: hashOf({ undoes: acted.id, changes }),
    risk: 'safe',
    needsElevation: fixes.get(acted.fix)?.scope === 'machine',
    expiresInSeconds: null,
    changes,
    ...(changes.length === 0 ? { alreadyRight: true } : {}),
    applied: false,
    changeId: null,
    undoes: acted.id
  };
}
