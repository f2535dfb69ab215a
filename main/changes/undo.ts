import type { Plan } from '../../shared/model/change';
import { placeId, readingOf, whereOf, type Place, type State } from '../../shared/model/place';
import { allReadings } from '../facts';
import { isKnown } from '../facts/fact';
import { WriteFailed, type Capture, type Held } from '../machine/writing';
import { clockOf } from './apply';
import { lookAt, type Desk } from './desk';
import { removeTask } from './end-task';
import { hashOf } from './hash';
import { origin, readJournal, stands, type Change, type ChangedSetting, type UnknownChange } from './journal';
import { isSameState, nowAt, shownState } from './kinds';
import type { Pc } from './pc';
import { plannedChange, type Step } from './plan';
import { Refused } from './refused';

/** One setting that is given back. */
interface Return extends Step {
  readonly capture: Capture;
}

type Drift = NonNullable<Plan['drifted']>[number];

/** What undoing one change would do. */
interface PlannedUndo {
  readonly change: Change;
  readonly returns: readonly Return[];
  /** Values that are gone already, as they were before, but of which a key may be left that was not there. */
  readonly sweeps: readonly Held[];
  readonly drifted: readonly Drift[];
  /** Downgrades that it goes past, to what was there before them. */
  readonly passed: readonly Change[];
}

/** Undo was asked for a change that the journal does not have. */
export class NoSuchChange extends Error {
  override readonly name = 'NoSuchChange';
}

/** How an undo is meant. */
export interface UndoOptions {
  /** Gives back what was there whatever stands there now. */
  readonly force: boolean;
  /** Says what would be done, and does nothing. */
  readonly dryRun: boolean;
  /** Who has it taken back; the person where not given. */
  readonly by?: 'person' | 'expiry';
}

/**
 * Takes one change back. What is there now has to be what the change wrote, or already what was there before; one setting of
 * which that is not so refuses the whole.
 *
 * @returns what was done, or would be; with `drifted` where it was refused
 * @throws NoSuchChange, Refused, JournalCorrupt
 */
export async function undoChange(desk: Desk, id: string, options: UndoOptions): Promise<Plan> {
  const changes = readJournal(await desk.journal.records());
  const change = changes.find((one) => one.id === id);
  if (!change) throw new NoSuchChange(id);
  if (!change.known) throw new Refused('not-known', id);
  if (!stands(change)) return undoPlan([], change.fix, id, change.changes);
  const pc = await lookAt(desk, readingsOf([change]));
  const planned = planUndo(new Present(pc), changes, change, options.force);
  const plan = undoPlan([planned], change.fix, id, change.changes);
  if (planned.drifted.length > 0 || options.dryRun) return plan;
  await carryOut(desk, pc, planned, options.by);
  return { ...plan, applied: planned.returns.length > 0, changeId: id };
}

/**
 * Takes everything back that stands, newest first. One change that cannot be taken back refuses the whole.
 *
 * @throws Refused, JournalCorrupt
 */
export async function undoAll(desk: Desk, options: UndoOptions): Promise<Plan> {
  const changes = readJournal(await desk.journal.records());
  const standing = changes.filter((one): one is Change => one.known && stands(one)).reverse();
  const oldest = standing.at(-1);
  // What a later version wrote may lie over what this one would give back, unless it was there before all of that. Where
  // there is nothing else, "nothing is left" would not be true.
  const later = changes.slice(oldest ? changes.indexOf(oldest) : 0).find((one) => !one.known);
  if (later && !options.force) throw new Refused('not-known', later.id);
  const pc = await lookAt(desk, readingsOf(standing));
  const present = new Present(pc);
  const undone: PlannedUndo[] = [];
  for (const change of standing) {
    const older = changes.slice(0, changes.indexOf(change) + 1);
    undone.push(planUndo(present, older, change, options.force));
  }
  const drifted = undone.find((one) => one.drifted.length > 0);
  const all = drifted ? [drifted] : undone;
  const ids = all.map(({ change }) => change.id);
  const plan = undoPlan(
    all,
    'undo-all',
    ids,
    all.flatMap(({ change }) => change.changes)
  );
  if (drifted || options.dryRun) return plan;
  const noted = new Set<Change>();
  for (const planned of undone)
    if (!noted.has(planned.change))
      for (const passed of await carryOut(desk, pc, planned, options.by)) noted.add(passed);
  return { ...plan, applied: plan.changes.length > 0 };
}

/** A PC as it will be when what is planned so far is done. */
class Present {
  readonly #given = new Map<string, State | null>();
  constructor(private readonly pc: Pc) {}
  /** @throws Refused where nobody knows */
  at(place: Place): State | null {
    const given = this.#given.get(placeId(place));
    if (given !== undefined) return given;
    const now = nowAt(this.pc.index, place);
    if (!isKnown(now)) throw new Refused('unreadable', now.path, now.unavailable);
    return now.value;
  }
  give(place: Place, state: State | null): void {
    this.#given.set(placeId(place), state);
  }
}

const readingsOf = (changes: readonly Change[]): typeof allReadings => [
  ...allReadings,
  ...changes.flatMap((change) => change.changes.map(({ place }) => readingOf(place)))
];

function planUndo(
  present: Present,
  all: readonly (Change | UnknownChange)[],
  change: Change,
  force: boolean
): PlannedUndo {
  const newer = all
    .slice(all.indexOf(change) + 1)
    .flatMap((one) => (one.known && stands(one) ? one.changes : []));
  const returns: Return[] = [];
  const sweeps: Held[] = [];
  const drifted: Drift[] = [];
  const passed = new Set<Change>();
  // What was written last is given back first.
  for (const changed of [...change.changes].reverse()) {
    const { setting, place, before, after } = changed;
    const now = present.at(place);
    const is = (state: State | null): boolean => isSameState(place, now, state);
    const old = origin(changed, passed);
    const isOver = newer.some((one) => placeId(one.place) === placeId(place) && is(one.after));
    if (!force && (isOver || !(is(after) || is(before) || is(old.before))))
      drifted.push({
        setting: setting.id,
        before: shownState(place, before),
        ours: shownState(place, after),
        now: shownState(place, now)
      });
    else if ((is(after) || force) && !is(old.before)) {
      returns.push({ setting, place, from: now, to: old.before, capture: old.capture });
      present.give(place, old.before);
    } else if (now === null && old.before === null) {
      // Cut short between making the key and writing the value, or taken back by what cannot take a key away.
      sweeps.push({ place, capture: old.capture });
    }
  }
  return {
    change,
    returns: drifted.length > 0 ? [] : returns,
    sweeps,
    drifted: drifted.reverse(),
    passed: [...passed]
  };
}

/**
 * The note of the end comes last: before it the values are back and the task that would give them back is gone. What is cut
 * short in between is finished later.
 *
 * @returns the downgrades that are undone with it, and noted as such
 */
async function carryOut(
  desk: Desk,
  pc: Pc,
  { change, returns, sweeps, passed }: PlannedUndo,
  by: 'person' | 'expiry' = 'person'
): Promise<readonly Change[]> {
  const at = clockOf(pc);
  const end = async (one: Change): Promise<void> => {
    await removeTask(desk, one);
    await desk.journal.append({ v: 1, record: 'undone', id: one.id, at, by });
  };
  await desk.journal.append({ v: 1, record: 'undoing', id: change.id, at });
  for (const { place, capture, to } of returns)
    try {
      await desk.machine.restore(place, capture);
      const now = nowAt((await lookAt(desk, [readingOf(place)])).index, place);
      if (!isKnown(now) || !isSameState(place, now.value, to)) throw new WriteFailed('not-taken');
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      throw new Refused('failed', whereOf(place), error.detail);
    }
  await sweep(desk, sweeps);
  await end(change);
  if (passed.length === 0) return [];
  const after = await lookAt(desk, readingsOf(passed));
  const undone = passed.filter((downgrade) => stands(downgrade) && isBack(after, downgrade));
  for (const one of undone) await end(one);
  return undone;
}

/** Takes away keys of values that are gone, where nothing is left in them. A key that stays changes nothing: where that fails, the undo has not. */
export async function sweep({ machine }: Desk, sweeps: readonly Held[]): Promise<void> {
  for (const { place, capture } of sweeps)
    if (place.kind === 'registry-value')
      await machine.restore(place, capture).catch((error: unknown) => {
        if (!(error instanceof WriteFailed)) throw error;
      });
}

const isBack = (pc: Pc, { changes }: Change): boolean =>
  changes.every(({ place, before }) => {
    const now = nowAt(pc.index, place);
    return isKnown(now) && isSameState(place, now.value, before);
  });

function undoPlan(
  undone: readonly PlannedUndo[],
  fix: string,
  undoes: string | string[],
  concerned: readonly ChangedSetting[]
): Plan {
  const changes = undone.flatMap(({ returns }) => returns.map(plannedChange));
  const drifted = undone.flatMap((one) => one.drifted);
  return {
    schema: 'reconnect.plan/1',
    fix,
    hash: hashOf({ undoes, changes }),
    risk: 'safe',
    needsElevation: concerned.some(({ setting }) => setting.scope === 'machine'),
    expiresInSeconds: null,
    changes,
    ...(changes.length === 0 && drifted.length === 0 ? { alreadyRight: true } : {}),
    ...(drifted.length > 0 ? { refused: 'drifted', drifted } : {}),
    applied: false,
    changeId: null,
    undoes
  };
}
