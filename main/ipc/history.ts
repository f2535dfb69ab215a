import { clipboard } from 'electron';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import type { Plan } from '../../shared/model/change';
import type { ChangedPc } from '../../shared/model/changed-pc';
import { pcKey } from '../../shared/model/pc-key';
import type { HistoryEntry, HistoryState, HistoryWork, UndoAllPlan } from '../../shared/model/history-state';
import { changeText, changeTitle } from '../../shared/present/history-text';
import { text } from '../../shared/text';
import type { Changer, ChangeWatch } from '../changes/changer';
import { fixes } from '../fixes';
import { logError } from '../log';
import { CallError } from './call-error';
import { changeCallError } from './change-call-error';
import type { Changers } from './changers';
import type { Ask } from './fix-consent';
import { graceMs } from './history-entries';
import { readHistory, type PcHistory } from './history-read';
import { shownOf } from './history-shown';
import type { Emit } from './register';
import type { SaveText } from './save-text';
import { exportOf } from './history-export';

type Call = Handlers<Contract['history']>;
type Outcome = Awaited<ReturnType<Call['undo']>>;

interface Needs {
  readonly emit: Emit;
  readonly changers: Changers;
  readonly ask: Ask;
  readonly save: SaveText;
}

/** What asks for attention, and what runs, is shown above everything else: so many at most. */
const mostAtOnce = 20;
/** How often it is looked whether what is over and still there has gone, milliseconds. */
const lookForOverdueMs = 15_000;
/** A journal may name any end, and a timer longer than 24 days would fire at once: looking again an hour later does no harm. */
const longestTimerMs = 3_600_000;

/**
 * The history of a window: main reads it, keeps it and tells the window the part that is looked at, whole after every change.
 * It is read again when something was changed, when the time of a change is over, and when the window asks.
 */
export function createHistory({ emit, changers, ask, save }: Needs): Call {
  let all: readonly PcHistory[] = [];
  let timer: NodeJS.Timeout | null = null;
  let under: Promise<void> | null = null;
  let again = false;
  let state: HistoryState = {
    sequence: 0,
    known: false,
    reading: false,
    pcs: [],
    view: { search: '', standing: null, pc: null, most: 50 },
    entries: [],
    matching: 0,
    total: 0,
    standingOn: [],
    attention: [],
    running: [],
    gaps: [],
    work: null
  };

  function change(next: Partial<HistoryState>): HistoryState {
    state = { ...state, ...next, sequence: state.sequence + 1 };
    emit('history', 'changed', state);
    return state;
  }

  const entries = (): readonly HistoryEntry[] => all.flatMap((one) => one.entries);
  const shown = (): readonly HistoryEntry[] => shownOf(entries(), state.view);

  /** The part of what is known that the window sees. */
  function seen(): Partial<HistoryState> {
    const every = entries();
    const matching = shown();
    return {
      pcs: all.filter((one) => one.entries.length > 0).map(({ pc }) => pc),
      entries: matching.slice(0, state.view.most),
      matching: matching.length,
      total: every.length,
      standingOn: all.map((one) => ({
        pc: one.pc,
        count: one.entries.filter(({ undo }) => undo === 'possible').length
      })),
      attention: every
        .filter(({ standing }) => standing === 'unfinished' || standing === 'overdue')
        .slice(0, mostAtOnce),
      running: every.filter(isRunning).slice(0, mostAtOnce),
      gaps: all.flatMap(({ gaps }) => gaps)
    };
  }

  /** One reading at a time; who asks meanwhile gets the next one. */
  function read(): Promise<void> {
    again = under !== null;
    under ??= (async () => {
      change({ reading: true });
      do {
        again = false;
        all = await readHistory(changers.known(), Date.now());
      } while (again);
      under = null;
      change({ ...seen(), known: true, reading: false });
      lookLater();
    })();
    return under;
  }

  /** Again when the next one is over, and while one is over and still there. */
  function lookLater(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const now = Date.now();
    const ends = state.running.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt]));
    const waits = ends.map((end) =>
      end > now ? end - now : Math.max(end + graceMs - now, lookForOverdueMs)
    );
    if (state.attention.some(({ standing }) => standing === 'overdue')) waits.push(lookForOverdueMs);
    if (waits.length === 0) return;
    timer = setTimeout(() => void read(), Math.min(...waits, longestTimerMs) + 500);
    // The app may close meanwhile: who ends a downgrade does not need it.
    timer.unref();
  }

  /** One at a time. What failed is told as it is, and what is there afterwards is read whatever became of it. */
  async function work<Result>(
    pc: ChangedPc,
    id: string | null,
    doIt: (changer: Changer, watch: ChangeWatch) => Promise<Result>
  ): Promise<Result> {
    if (state.work) throw new CallError('busy', 'history.error.busy');
    const changer = changers.of(pc);
    const step = (next: Partial<HistoryWork>): void => {
      if (state.work) change({ work: { ...state.work, ...next } });
    };
    change({ work: { pc, id, step: 'starting', accounts: null } });
    try {
      return await doIt(changer, {
        onStep: (now) => step({ step: now }),
        onOtherAccount: (accounts) => step({ accounts })
      });
    } catch (error) {
      throw callErrorOf(error);
    } finally {
      change({ work: null });
      await read();
    }
  }

  function find(pc: ChangedPc, id: string): HistoryEntry {
    const found = entries().find((one) => one.id === id && pcKey(one.pc) === pcKey(pc));
    if (!found) throw new CallError('no-such-change', 'fix.problem.no-such-change');
    return found;
  }

  /**
   * What the elevated side asks, it asks itself, and where this process is one, `confirm` does; for the person's own settings, and
   * over a recording, it is asked here.
   */
  const asksHere = (entry: HistoryEntry, needsElevation: boolean): boolean =>
    entry.pc.kind === 'demo' || !needsElevation;

  /** @returns null where the person said no */
  async function undo(
    entry: HistoryEntry,
    force: boolean,
    changer: Changer,
    watch: ChangeWatch
  ): Promise<Plan | null> {
    if (force) {
      const { needsElevation, changes } = await changer.undo(entry.id, { force, dryRun: true });
      if (asksHere(entry, needsElevation) && changes.length > 0 && !(await agrees(entry, 'force', watch)))
        return null;
    }
    const confirm = (): Promise<boolean> => agrees(entry, 'force', watch);
    return changer.undo(entry.id, { force, dryRun: false }, { ...watch, confirm });
  }

  function agrees(entry: HistoryEntry, what: 'force' | 'finish', watch: ChangeWatch): Promise<boolean> {
    watch.onStep?.('asking');
    return ask({
      message: text(`history.ask.${what}`, { title: changeTitle(entry) }),
      detail: changeText(entry),
      agree: text(`history.ask.${what}-agree`)
    });
  }

  const planAll = async (changer: Changer): Promise<UndoAllPlan> => {
    const plan = await changer.undo(null, { force: false, dryRun: true });
    return {
      hash: plan.hash,
      count: [plan.undoes ?? []].flat().length,
      changes: plan.changes,
      needsElevation: plan.needsElevation,
      drifted: (plan.drifted ?? []).map(({ setting }) => setting)
    };
  };

  changers.onChanged(() => {
    // What this screen does itself it reads itself.
    if (!state.work) void read();
  });

  return {
    current: async () => {
      await (under ?? (state.known ? null : read()));
      return state;
    },
    look: (view) => {
      state = { ...state, view };
      return change(seen());
    },
    read: async () => {
      await read();
      return {};
    },
    undo: async ({ pc, id, force }) => {
      const entry = find(pc, id);
      return work(pc, id, async (changer, watch) => outcomeOf(await undo(entry, force, changer, watch)));
    },
    planUndoAll: async ({ pc }) => {
      try {
        return await planAll(changers.of(pc));
      } catch (error) {
        throw callErrorOf(error);
      }
    },
    undoAll: ({ pc, hash }) =>
      work(pc, null, async (changer, watch) => {
        if ((await planAll(changer)).hash !== hash) return { outcome: 'nothing' };
        return outcomeOf(await changer.undo(null, { force: false, dryRun: false }, watch));
      }),
    recover: async ({ pc, id, way }) => {
      const entry = find(pc, id);
      return work(pc, id, async (changer, watch) => {
        const fix = fixes.get(entry.fix);
        const weakens = way === 'finish' && fix !== undefined && fix.risk !== 'safe';
        if (weakens && asksHere(entry, fix.scope === 'machine') && !(await agrees(entry, 'finish', watch)))
          return { outcome: 'cancelled' };
        const confirm = (): Promise<boolean> => agrees(entry, 'finish', watch);
        const plan = await changer.recover(id, way, { ...watch, confirm });
        return plan ? outcomeOf(plan) : { outcome: 'done' };
      });
    },
    export: async ({ as }) => {
      const { name, content } = exportOf(shown(), as);
      return { file: await save({ name, content, as }) };
    },
    copy: async ({ what }) => {
      const chosen = what === 'shown' ? shown() : [find(what.pc, what.id)];
      if (chosen.length === 0) throw new CallError('nothing-to-copy', 'history.error.nothing-to-copy');
      await clipboard.writeText(exportOf(chosen, 'text').content);
      return {};
    }
  };
}

const isRunning = ({ endsAt, standing }: HistoryEntry): boolean =>
  endsAt !== null && standing !== 'overdue' && standing !== 'unfinished';

function outcomeOf(plan: Plan | null): Outcome {
  if (!plan) return { outcome: 'cancelled' };
  if (plan.drifted) return { outcome: 'drifted' };
  return { outcome: plan.applied ? 'done' : 'nothing' };
}

function callErrorOf(error: unknown): unknown {
  const known = error instanceof CallError ? error : changeCallError(error);
  if (known instanceof CallError) return known;
  logError('a change in the history failed', error);
  return new CallError('internal', 'history.error.internal');
}
