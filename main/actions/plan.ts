import type { Plan } from '../../shared/model/change';
import { hashOf } from '../changes/hash';
import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import type { ActionFix, Params } from '../fixes/define-fix';
import { isRemoteSession } from '../fixes/own-connection';
import { actions } from '.';
import type { Action } from './define-action';

/** @throws Refused where this version has no such action */
export function actionOf({ id }: Pick<ActionFix, 'id'>): Action {
  const action = actions.get(id);
  if (!action) throw new Refused('not-known', id);
  return action;
}

/**
 * What an action would do to a PC as it is now. Pure.
 *
 * @param params as the fix's own schema gave them
 * @throws Refused
 */
export function planAction(pc: Pc, fix: ActionFix, params: Params): Plan {
  const { changes, conflicts: own = [] } = actionOf(fix).plan(pc, params);
  const isSo = changes.length === 0;
  const cuts = !isSo && fix.cutsConnections === true && isRemoteSession(pc);
  const conflicts = [...(cuts ? ['own-session'] : []), ...own];
  return {
    schema: 'reconnect.plan/1',
    fix: fix.id,
    hash: hashOf({ fix: fix.id, params, changes }),
    risk: fix.risk,
    needsElevation: fix.scope === 'machine',
    expiresInSeconds: null,
    ...(conflicts.length > 0 ? { conflicts } : {}),
    changes: [...changes],
    ...(isSo ? { alreadyRight: true } : {}),
    applied: false,
    changeId: null
  };
}
