import type { Plan } from '../../shared/model/change';
import { whereOf, type Place, type State } from '../../shared/model/place';
import type { Fix, Params, SettingsFix, Target } from '../fixes/define-fix';
import { isKnown, type NotKnown } from '../facts/fact';
import { isRemoteSession } from '../fixes/own-connection';
import type { Setting } from '../settings/parts/define-setting';
import { hashOf } from './hash';
import { mayBeAbsent, nowAt, shownState } from './kinds';
import type { Pc } from './pc';
import { Refused } from './refused';

/** One setting that will be written. */
export interface Step {
  readonly setting: Setting;
  readonly place: Place;
  readonly from: State | null;
  readonly to: State | null;
}

/** What a fix would do to a PC as it is now. */
export interface Planned {
  readonly plan: Plan;
  readonly steps: readonly Step[];
}

/**
 * What a fix would change on a PC. Pure. Policy comes before everything else: where an administrator has decided otherwise,
 * a local value that is right already changes nothing.
 *
 * @param params as the fix's own schema gave them
 * @throws Refused
 */
export function planFix(pc: Pc, fix: SettingsFix, params: Params): Planned {
  const targets = fix.changes(pc, params);
  const unreadable = refuseUnderPolicy(pc, targets);
  const found = targets.map((target) => ({ target, now: nowAt(pc.index, target.place) }));
  const unknown = unreadable ?? found.map(({ now }) => now).find((now): now is NotKnown => !isKnown(now));
  if (unknown) throw new Refused('unreadable', unknown.path, unknown.unavailable);
  const steps = found.flatMap(({ target: { setting, place, to }, now }): Step[] => {
    if (!setting.holds(place) || !setting.allowed(to))
      throw new Error(`${fix.id} may not write ${whereOf(place)}`);
    const from = isKnown(now) ? now.value : null;
    if (from === null && !mayBeAbsent(place)) throw new Refused('not-there', whereOf(place));
    return setting.isRight(place, from, to) ? [] : [{ setting, place, from, to }];
  });
  return { plan: asPlan(pc, fix, params, steps), steps };
}

/** @returns the first policy that could not be read, where none forbids the change */
function refuseUnderPolicy(pc: Pc, targets: readonly Target[]): NotKnown | undefined {
  let unreadable: NotKnown | undefined;
  for (const { setting, place, to } of targets) {
    const policy = setting.policy(pc, place, to);
    if (!isKnown(policy)) unreadable ??= policy;
    else if (policy.value)
      throw new Refused('managed-by-policy', policy.value.where, JSON.stringify(policy.value.value));
  }
  return unreadable;
}

function asPlan(pc: Pc, fix: SettingsFix, params: Params, steps: readonly Step[]): Plan {
  const changes = steps.map(plannedChange);
  const conflicts = steps.length === 0 ? [] : conflictsOf(pc, fix, params);
  return {
    schema: 'reconnect.plan/1',
    fix: fix.id,
    hash: hashOf({ fix: fix.id, params, changes }),
    risk: fix.risk,
    needsElevation: fix.scope === 'machine',
    expiresInSeconds: fix.expiresInSeconds ?? null,
    ...(conflicts.length > 0 ? { conflicts } : {}),
    changes,
    ...(steps.length === 0 ? { alreadyRight: true } : {}),
    applied: false,
    changeId: null
  };
}

export const plannedChange = ({ setting, place, from, to }: Step): Plan['changes'][number] => ({
  setting: setting.id,
  where: whereOf(place),
  before: shownState(place, from),
  after: shownState(place, to)
});

function conflictsOf(pc: Pc, fix: SettingsFix, params: Params): string[] {
  return [
    ...(fix.cutsConnections && isRemoteSession(pc) ? ['own-session'] : []),
    ...(fix.conflictsWith?.(pc, params) ?? [])
  ];
}

/** The plan of a fix that was refused: nothing is changed, and it says why. */
export const refusedPlan = (fix: Fix, params: Params, { reason }: Refused): Plan => ({
  schema: 'reconnect.plan/1',
  fix: fix.id,
  hash: hashOf({ fix: fix.id, params, changes: [] }),
  risk: fix.risk,
  needsElevation: fix.scope === 'machine',
  expiresInSeconds: fix.kind === 'settings' ? (fix.expiresInSeconds ?? null) : null,
  changes: [],
  refused: reason,
  applied: false,
  changeId: null
});
