import type { Plan } from '../../shared/model/change';
import type { ActionDoors } from '../actions/doors';
import { makeAction, type ActionWatch } from '../actions/make';
import { planAction } from '../actions/plan';
import { isAction, undoAction } from '../actions/undo';
import type { Fix, Params } from '../fixes/define-fix';
import { applyFix } from './apply';
import type { Desk } from './desk';
import type { Pc } from './pc';
import { planFix } from './plan';
import { Refused } from './refused';
import { undoChange, type UndoOptions } from './undo';

/** A PC on which actions can be done too. A recording has no doors for them. */
export interface FullDesk extends Desk {
  readonly doors?: ActionDoors;
}

/**
 * What a fix of any kind would do to a PC as it is now. Pure.
 *
 * @throws Refused
 */
export const planAny = (pc: Pc, fix: Fix, params: Params): Plan =>
  fix.kind === 'settings' ? planFix(pc, fix, params).plan : planAction(pc, fix, params);

/**
 * Makes a fix of any kind.
 *
 * @param hash as for `applyFix`
 * @throws Refused, JournalCorrupt, JournalUnusable
 */
export const makeAny = async (
  desk: FullDesk,
  fix: Fix,
  params: Params,
  hash: string | null,
  watch?: ActionWatch
): Promise<Plan> =>
  fix.kind === 'settings'
    ? applyFix(desk, fix, params, hash)
    : makeAction(desk, doorsOf(desk, fix.id), fix, params, hash, watch);

/**
 * Takes back a change of any kind.
 *
 * @throws NoSuchChange, Refused, JournalCorrupt, JournalUnusable
 */
export const undoAny = async (desk: FullDesk, id: string, options: UndoOptions): Promise<Plan> =>
  isAction(await desk.journal.records(), id)
    ? undoAction(desk, doorsOf(desk, id), id, options)
    : undoChange(desk, id, options);

function doorsOf({ doors }: FullDesk, id: string): ActionDoors {
  if (!doors) throw new Refused('not-supported', id);
  return doors;
}
