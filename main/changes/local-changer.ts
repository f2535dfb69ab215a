import type { Plan } from '../../shared/model/change';
import type { MachineImage } from '../../shared/model/machine-image';
import { placeId, readingOf } from '../../shared/model/place';
import type { Reading } from '../../shared/model/reading';
import type { ActionStep } from '../actions/define-action';
import { standingActions } from '../actions/undo';
import { fixes } from '../fixes';
import { otherAccount } from '../elevation/account';
import type { Elevated, Elevation } from '../elevation/client';
import { WireEnded } from '../elevation/frames';
import type { Account, ReplyTo } from '../elevation/protocol';
import { readActions } from './acted';
import { calledOn } from './called';
import { NotElevated, type Changer, type ChangeWatch } from './changer';
import type { Desk } from './desk';
import { expiredOf } from './expiry';
import { historyOf } from './history';
import { JournalCorrupt, readJournal, stands } from './journal';
import { readStores, type AllKept, type Store } from './journal-store';
import { JournalUnusable, type UnusableReason } from './journal-unusable';
import { lookFor } from './look-for';
import { makeAny, planAny, undoAny, type FullDesk } from './make';
import { pcOf, type Pc } from './pc';
import { recover, unfinishedOf } from './recovery';
import { Refused } from './refused';
import { NoSuchChange, undoAll, type UndoOptions } from './undo';

/** The two journals of a PC. */
export interface Stores {
  readonly user: Store;
  readonly machine: Store;
}
export type Scope = Store['name'];

/** What a PC is changed with. */
export interface LocalPc {
  readonly stores: Stores;
  /** What there is now, with the rights of this process. */
  readonly look: (readings: readonly Reading[]) => Promise<MachineImage>;
  /**
   * Works with the rights of this process, and with the journal of a scope.
   *
   * @throws JournalUnusable, or what `work` throws
   */
  readonly directly: <T>(scope: Scope, work: (desk: FullDesk) => Promise<T>) => Promise<T>;
  /** Whose token this process has, and whether it is an administrator's. */
  readonly self: () => Promise<{ readonly account: Account; readonly isElevated: boolean }>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends what was started for it. */
  readonly close: () => Promise<void>;
}

/**
 * Changes a PC: what is the person's own in this process, what is the whole PC's by the elevated side, or in this process too
 * where that has an administrator's rights. The elevated side is started at the first need and stays until `close`.
 *
 * @param elevate asks for the elevated side; another time only where the last answer was no, or it has gone since
 */
export function localChanger(pc: LocalPc, elevate: () => Promise<Elevation>): Changer {
  const known = (): Promise<AllKept> => readStores(pc.stores.user, pc.stores.machine);
  const isElevated = async (): Promise<boolean> => (await pc.self()).isElevated;
  const mayWrite = async (scope: Scope): Promise<boolean> => scope === 'user' || (await isElevated());
  const broker = oneBroker(pc, elevate);

  return {
    plan: async (fix, params) => planAny(await lookFor(pc.look, fix, params), fix, params),

    apply: async (fix, params, hash, watch) => {
      if (await mayWrite(fix.scope)) {
        if (fix.risk !== 'safe') await askedHere(fix.scope, watch);
        watch?.onStep?.('writing');
        const onStep = (step: ActionStep): void => watch?.onStep?.(step);
        const { signal } = watch ?? {};
        return pc.directly(fix.scope, (desk) =>
          makeAny(desk, fix, params, hash, { onStep, ...(signal ? { signal } : {}) })
        );
      }
      const { ask } = await broker.get(watch);
      const say = { fix: fix.id, params };
      const plan = hash === null ? planIn(await ask({ verb: 'plan', ...say })) : null;
      if (plan?.alreadyRight === true || plan?.refused !== undefined) return plan;
      // Above safe the elevated side asks the person itself.
      watch?.onStep?.(fix.risk === 'safe' ? 'writing' : 'asking');
      return planIn(await ask({ verb: 'apply', ...say, hash: hash ?? plan?.hash ?? '' }));
    },

    undo: async (id, options, watch) => {
      const kept = await known();
      return id === null ? undoEverything(kept, options, watch) : undoOne(kept, id, options, watch);
    },

    changes: async () => {
      const kept = await restoreOver();
      const pcNow = await lookAtChanges(kept);
      return {
        history: kept.tell((records) => historyOf(pcNow, records, true)),
        unfinished: kept.tell((records) => unfinishedOf(pcNow, readJournal(records))),
        unreadable: kept.unreadable,
        called: calledOn(pcNow.image),
        now: pc.now()
      };
    },

    recover: async (id, way, watch) => {
      const kept = await known();
      const scope = scopeOf(kept, id);
      if (await mayWrite(scope)) {
        if (way === 'finish' && fixes.get(fixOf(kept, id))?.risk !== 'safe') await askedHere(scope, watch);
        watch?.onStep?.('writing');
        return pc.directly(scope, (desk) => recover(desk, id, way));
      }
      const { ask } = await broker.get(watch);
      watch?.onStep?.(way === 'finish' ? 'asking' : 'writing');
      const reply = await ask({ verb: 'recover', changeId: id, way });
      return reply.reply === 'recovered' && reply.plan === null ? null : planIn(reply);
    },

    close: async () => {
      await broker.leave();
      await pc.close();
    }
  };

  async function undoOne(
    kept: AllKept,
    id: string,
    options: UndoOptions,
    watch: ChangeWatch | undefined
  ): Promise<Plan> {
    const scope = scopeOf(kept, id);
    if (options.dryRun) return undoAny(readingDesk(kept), id, options);
    if (await mayWrite(scope)) {
      if (options.force) await askedHere(scope, watch);
      watch?.onStep?.('writing');
      return pc.directly(scope, (desk) => undoAny(desk, id, options));
    }
    const { ask } = await broker.get(watch);
    watch?.onStep?.(options.force ? 'asking' : 'writing');
    return planIn(await ask({ verb: 'undo', changeId: id, force: options.force }));
  }

  /** What the whole is refused for is looked for first: half of everything is no state that anybody asked for. */
  async function undoEverything(
    kept: AllKept,
    options: UndoOptions,
    watch: ChangeWatch | undefined
  ): Promise<Plan> {
    const settings = await undoAll(readingDesk(kept), { ...options, dryRun: true });
    if (settings.drifted) return settings;
    const actions = kept.tell(standingActions).map(({ id }) => id);
    const plans = [settings];
    for (const id of actions) plans.push(await undoOne(kept, id, { ...options, dryRun: true }, watch));
    const undoes = plans.flatMap((plan) => plan.undoes ?? []);
    const changes = plans.flatMap((plan) => plan.changes);
    if (!options.dryRun) for (const id of undoes) await undoOne(kept, id, options, watch);
    const { alreadyRight: _settingsAre, ...rest } = settings;
    return {
      ...rest,
      needsElevation: plans.some((plan) => plan.needsElevation),
      changes,
      ...(changes.length === 0 ? { alreadyRight: true } : {}),
      applied: !options.dryRun && changes.length > 0,
      undoes
    };
  }

  /** The PC and both journals, in which nothing is written. */
  function readingDesk(kept: AllKept): Desk {
    const no = (): never => {
      throw new Error('a look does not write');
    };
    return {
      machine: { look: pc.look, capture: no, write: no, restore: no, inherit: no },
      journal: { records: () => Promise.resolve(kept.tell((records) => records)), append: no },
      newId: no
    };
  }

  async function lookAtChanges(kept: AllKept): Promise<Pc> {
    const places = kept.tell((records) =>
      readJournal(records).flatMap((one) => (one.known && stands(one) ? one.changes : []))
    );
    const readings = new Map(places.map(({ place }) => [placeId(place), readingOf(place)]));
    return pcOf(await pc.look([...readings.values()]));
  }

  /** Where this process may: what is over is given back before anything is told of it. */
  async function restoreOver(): Promise<AllKept> {
    const kept = await known();
    const over = kept.tell((records) => expiredOf(readJournal(records), pc.now()));
    if (over.length === 0) return kept;
    for (const scope of new Set(over.map((one) => scopeOf(kept, one.id))))
      try {
        if (await mayWrite(scope)) await pc.directly(scope, () => Promise.resolve());
      } catch (error) {
        // What could not be given back stands in the history as that, and whoever comes next tries again.
        if (!(error instanceof JournalUnusable)) throw error;
      }
    return known();
  }
}

/**
 * What the elevated side would ask, where this process is one itself.
 *
 * @throws NotElevated where the person said no
 */
async function askedHere(scope: Scope, watch: ChangeWatch | undefined): Promise<void> {
  if (scope === 'machine' && watch?.confirm && !(await watch.confirm())) throw new NotElevated('declined');
}

const fixOf = (kept: AllKept, id: string): string =>
  kept.tell((records) => [...readJournal(records), ...readActions(records)]).find((one) => one.id === id)
    ?.fix ?? '';

/**
 * Where a change is noted: by the settings, or else the fix, that it is of.
 *
 * @throws NoSuchChange, or JournalUnusable where it may be in a journal that could not be read
 */
function scopeOf(kept: AllKept, id: string): Scope {
  const [change] = kept.tell((records) =>
    [...readJournal(records), ...readActions(records)].filter((one) => one.id === id)
  );
  if (!change) throw kept.unreadable[0] ?? new NoSuchChange(id);
  const [first] = 'known' in change && change.known ? change.changes : [];
  return first?.setting.scope ?? fixes.get(change.fix)?.scope ?? 'user';
}

/** The elevated side as it is used here: one, asked for at the first need, whose refusals are thrown. */
interface Broker {
  readonly ask: (request: Parameters<Elevated['ask']>[0]) => Promise<ReplyTo>;
}

function oneBroker(
  { self, stores }: LocalPc,
  elevate: () => Promise<Elevation>
): { readonly get: (watch?: ChangeWatch) => Promise<Broker>; readonly leave: () => Promise<void> } {
  let current: Promise<Elevated> | null = null;
  const start = async (watch?: ChangeWatch): Promise<Elevated> => {
    watch?.onStep?.('elevating');
    const elevation = await elevate();
    switch (elevation.kind) {
      case 'elevated':
        return elevation.broker;
      case 'declined':
        throw new NotElevated('declined');
      case 'not-started':
        throw new NotElevated('failed', `error ${elevation.error}`);
      case 'failed':
        throw new NotElevated('failed', elevation.why);
    }
  };
  // Nobody can take Windows' prompt away: what comes of it later finds nobody who asks it for anything.
  const there = (watch?: ChangeWatch): Promise<Elevated> =>
    unlessCancelled(watch?.signal, elevatedSide(watch));
  const elevatedSide = async (watch?: ChangeWatch): Promise<Elevated> => {
    const before = await current?.catch(() => null);
    if (before?.ended() === null) return before;
    return (current = start(watch));
  };
  return {
    get: async (watch) => {
      const elevated = await there(watch);
      const other = otherAccount((await self()).account, elevated.account);
      if (other) watch?.onOtherAccount?.({ own: nameOf(other.person), elevated: nameOf(other.broker) });
      return { ask: (request) => answer(elevated, request, stores.machine) };
    },
    leave: async () => {
      await (await current?.catch(() => null))?.leave();
    }
  };
}

/** @throws Refused as soon as the person does not want to wait any more */
function unlessCancelled<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new Refused('cancelled', ''));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

const nameOf = ({ name, sid }: Account): string => name ?? sid ?? '';

async function answer(
  elevated: Elevated,
  request: Parameters<Elevated['ask']>[0],
  store: Store
): Promise<ReplyTo> {
  try {
    const reply = await elevated.ask(request);
    if (reply.reply === 'refused') throw thrown(reply, request, store);
    return reply;
  } catch (error) {
    // Where something was being written, the journal tells how far it came.
    if (error instanceof WireEnded) throw new NotElevated('failed', error.reason);
    throw error;
  }
}

/** What the elevated side refused, as it would have been thrown here. */
function thrown(
  { reason, where, detail, stayed, folder }: Extract<ReplyTo, { reply: 'refused' }>,
  request: Parameters<Elevated['ask']>[0],
  store: Store
): Error {
  switch (reason) {
    case 'declined':
      return new NotElevated('declined');
    case 'no-such-change':
      return new NoSuchChange('changeId' in request ? request.changeId : '');
    case 'journal-corrupt':
      return new JournalCorrupt(where);
    case 'journal-unusable':
      return new JournalUnusable(where as UnusableReason, folder ?? store.folder, detail);
    // Both are the same program: it asks for nothing that it does not do.
    case 'unknown-fix':
    case 'not-machine-scope':
    case 'wrong-params':
      return new NotElevated('failed', reason);
    default:
      return new Refused(reason, where, detail, stayed ?? null);
  }
}

/** @throws NotElevated where something else was answered, which no elevated side of ours does */
function planIn(reply: ReplyTo): Plan {
  if (!('plan' in reply) || reply.plan === null) throw new NotElevated('failed', reply.reply);
  return reply.plan;
}
