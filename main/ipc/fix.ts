import { clipboard } from 'electron';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import type { Plan } from '../../shared/model/change';
import type { ChangedPc } from '../../shared/model/changed-pc';
import { pcKey } from '../../shared/model/pc-key';
import type { FixRun } from '../../shared/model/fix-state';
import { canStopWaiting, fixText } from '../../shared/present/fix-text';
import { hasText, text } from '../../shared/text';
import { NotElevated, type Changer, type ChangeWatch } from '../changes/changer';
import { Halfway } from '../actions/define-action';
import { planAny } from '../changes/make';
import { pcOf } from '../changes/pc';
import { Refused } from '../changes/refused';
import { fixes } from '../fixes';
import { logError, logInfo } from '../log';
import { CallError } from './call-error';
import { changeProblem } from '../changes/change-problem';
import type { Changers } from './changers';
import type { FindChecked } from './checked-pc';
import { createFixBoard } from './fix-board';
import { forceQuestion, plainQuestion, whatIsLost } from './fix-question';
import type { Ask } from './fix-consent';
import { called } from './fix-called';
import { kindOf, openFix, pcOfPlace, type Opened } from './fix-open';
import { recheck } from './fix-recheck';
import type { Emit } from './register';
import { followTime } from './fix-time';

interface Needs {
  readonly emit: Emit;
  readonly findChecked: FindChecked;
  readonly changers: Pick<Changers, 'of' | 'onChanged'>;
  /** Looks again at a PC whose check is shown, and tells the window; nothing where none is. */
  readonly lookAgainAt: (pc: ChangedPc) => void;
  readonly ask: Ask;
}

/**
 * The fixes of a window: one is open at a time, main owns the state and tells the window the whole of it after every change.
 * The window names a finding and an offer of it, and later the hash of the plan that it has shown.
 */
export function createFixes({
  emit,
  findChecked,
  changers,
  lookAgainAt,
  ask
}: Needs): Handlers<Contract['fix']> {
  const board = createFixBoard(emit);
  // What ends the waiting of the fix that is being made or taken back.
  let stopWaiting = new AbortController();
  const opened = new Map<string, Opened>();
  const changerOf = (run: Pick<FixRun, 'place'>): Changer => changers.of(pcOfPlace(run));
  const time = followTime({
    board,
    changerOf,
    opened: (fixRunId) => opened.get(fixRunId) ?? null,
    lookAgain
  });
  changers.onChanged((pc) => {
    // What this screen does itself it tells itself.
    if (board.state().current?.status === 'working') return;
    void time.followOthers(pcKey(pc));
    lookAgainAt(pc);
  });

  async function lookAgain(fixRunId: string): Promise<void> {
    const one = opened.get(fixRunId);
    if (!one) return;
    const diagnosis = await one.checked.lookAgain();
    board.change(fixRunId, {
      rechecked: diagnosis ? recheck(one.fix, one.run.finding, one.checked.findings, diagnosis) : null
    });
  }

  function find(fixRunId: string): { readonly run: FixRun; readonly opened: Opened } {
    const run = board.find(fixRunId);
    const one = opened.get(fixRunId);
    if (!run || !one) throw new CallError('no-fix', 'fix.screen.error.no-fix');
    return { run, opened: one };
  }

  function needIdle(): void {
    if (board.state().current?.status === 'working') throw new CallError('busy', 'fix.screen.error.busy');
  }

  /** What it would change now, by what was read; where that does not say, by reading the PC for it. */
  async function plan({ fix, params, checked, run: { fixRunId, finding, place } }: Opened): Promise<void> {
    try {
      const planned =
        (await orUnreadable(() => readBefore({ fix, params, checked, finding }))) ??
        (place.kind === 'elsewhere' ? null : await changerOf({ place }).plan(fix, params));
      board.change(fixRunId, {
        plan: planned,
        status: planned?.alreadyRight === true && place.kind !== 'elsewhere' ? 'already' : 'ready'
      });
    } catch (error) {
      stop(fixRunId, error);
    }
  }

  function stop(fixRunId: string, error: unknown): void {
    const known = letGoOf(board.find(fixRunId), error) ?? changeProblem(error);
    if (!known) logError('a fix failed', error);
    board.change(fixRunId, {
      status: 'stopped',
      step: null,
      problem: known
        ? { key: known.key, params: { ...known.params } }
        : { key: 'app.error.internal', params: {} }
    });
  }

  const watch = (fixRunId: string): ChangeWatch => ({
    onStep: (step) => board.change(fixRunId, { step }),
    onOtherAccount: (otherAccount) => board.change(fixRunId, { otherAccount }),
    signal: stopWaiting.signal
  });

  /** What an attempt that changed nothing leaves to be said; null for all else. */
  function noteOf(error: unknown): 'declined' | 'cancelled' | null {
    if (error instanceof NotElevated && error.why === 'declined') return 'declined';
    return error instanceof Refused && error.reason === 'cancelled' && !(error instanceof Halfway)
      ? 'cancelled'
      : null;
  }

  /** @throws NotElevated where the person said no */
  async function agreedAndMade(
    { run, opened: { fix, params } }: ReturnType<typeof find>,
    hash: string
  ): Promise<Plan> {
    const { fixRunId } = run;
    board.change(fixRunId, { step: 'asking' });
    if (!(await consented(run, ask))) throw new NotElevated('declined');
    board.change(fixRunId, { step: null });
    const confirm = (): Promise<boolean> => {
      board.change(fixRunId, { step: 'asking' });
      return ask(plainQuestion(run));
    };
    return changerOf(run).apply(fix, params, hash, { ...watch(fixRunId), confirm });
  }

  async function apply(found: ReturnType<typeof find>, hash: string): Promise<void> {
    const { fixRunId } = found.run;
    stopWaiting = new AbortController();
    board.change(fixRunId, { status: 'working', undoing: false, note: null, otherAccount: null });
    try {
      const plan = await agreedAndMade(found, hash);
      if (plan.alreadyRight === true) {
        board.change(fixRunId, { plan, step: 'checking' });
        await lookAgain(fixRunId);
        return board.change(fixRunId, { status: 'already', step: null });
      }
      if (!plan.applied)
        return board.change(fixRunId, { status: 'ready', step: null, plan, note: 'changed-since' });
      await made(found.run, plan);
    } catch (error) {
      const note = noteOf(error);
      if (note !== null) return board.change(fixRunId, { status: 'ready', step: null, note });
      stop(fixRunId, error);
    }
  }

  async function made(run: FixRun, plan: Plan): Promise<void> {
    const { fixRunId, place, kind, params, called, finding, names } = run;
    const { changeId } = plan;
    board.change(fixRunId, { plan, changeId, step: 'checking' });
    const expiresAt = await time.endOf(run, plan);
    const one = {
      fixRunId,
      place,
      kind,
      params,
      called,
      finding,
      names,
      expiresAt,
      state: 'stands'
    } as const;
    if (changeId !== null) board.keep(one);
    board.change(fixRunId, { expiresAt });
    time.follow(one);
    await lookAgain(fixRunId);
    board.change(fixRunId, { status: 'made', step: null });
    logInfo('a fix was made', { fix: kind.id });
  }

  async function undo({ run }: ReturnType<typeof find>, changeId: string, force: boolean): Promise<void> {
    const { fixRunId } = run;
    const before = run.status;
    stopWaiting = new AbortController();
    board.change(fixRunId, { status: 'working', step: null, undoing: true, note: null, problem: null });
    try {
      const confirm = (): Promise<boolean> => {
        board.change(fixRunId, { step: 'asking' });
        return ask(forceQuestion(run));
      };
      if (force && asksHere(run) && !(await confirm())) throw new NotElevated('declined');
      const plan = await changerOf(run).undo(
        changeId,
        { force, dryRun: false },
        { ...watch(fixRunId), confirm }
      );
      if (plan.drifted) return board.change(fixRunId, { status: 'drifted', step: null, plan });
      board.change(fixRunId, { plan, step: 'checking' });
      board.changeMade(fixRunId, { state: 'undone' });
      await lookAgain(fixRunId);
      board.change(fixRunId, { status: 'undone', step: null, expiresAt: null });
    } catch (error) {
      const note = noteOf(error);
      if (note !== null) return board.change(fixRunId, { status: before, step: null, undoing: false, note });
      stop(fixRunId, error);
    }
  }

  return {
    all: () => [...fixes.values()].map(kindOf),
    current: () => board.state(),
    open: (wanted) => {
      needIdle();
      const checked = findChecked(wanted.of, wanted.runId);
      if (!checked) throw new CallError('run-is-over', 'app.error.run-is-over');
      const one = openFix(checked, wanted);
      opened.set(one.run.fixRunId, one);
      board.show(one.run);
      void plan(one);
      return { fixRunId: one.run.fixRunId };
    },
    called: ({ of, runId, finding: id, side }) => {
      const checked = findChecked(of, runId);
      const finding = checked?.findings.find((one) => one.id === id && one.side === side);
      return (finding?.fixes ?? []).map(({ params }) => called(checked?.image(side) ?? null, params));
    },
    again: ({ fixRunId }) => {
      needIdle();
      const { run, opened: one } = find(fixRunId);
      if (run.changeId !== null) throw new CallError('no-fix', 'fix.screen.error.no-fix');
      board.change(fixRunId, { status: 'planning', problem: null, note: null, plan: null });
      void plan(one);
      return {};
    },
    apply: ({ fixRunId, hash }) => {
      needIdle();
      const found = find(fixRunId);
      const { status, plan: shown, place } = found.run;
      if (status !== 'ready' || shown?.hash !== hash || place.kind === 'elsewhere')
        throw new CallError('no-fix', 'fix.screen.error.no-fix');
      void apply(found, hash);
      return {};
    },
    undo: ({ fixRunId, force }) => {
      needIdle();
      const found = find(fixRunId);
      const { changeId } = found.run;
      if (changeId === null) throw new CallError('no-fix', 'fix.screen.error.no-fix');
      if (board.state().current?.fixRunId !== fixRunId) board.show(found.run);
      void undo(found, changeId, force === true);
      return {};
    },
    cancel: ({ fixRunId }) => {
      const { current } = board.state();
      if (current?.fixRunId !== fixRunId) return {};
      if (current.status !== 'working') board.show(null);
      else if (canStopWaiting(current)) stopWaiting.abort();
      else throw new CallError('busy', 'fix.screen.error.not-now');
      return {};
    },
    copy: async ({ fixRunId, what }) => {
      const { run } = find(fixRunId);
      if (what === 'command' && run.command === null)
        throw new CallError('no-fix', 'fix.screen.error.no-fix');
      await clipboard.writeText(what === 'command' ? (run.command ?? '') : fixText(run));
      return {};
    }
  };
}

/** The plan by what was read for the check; null where that is not at hand. */
async function readBefore({
  fix,
  params,
  checked,
  finding
}: Pick<Opened, 'fix' | 'params' | 'checked'> & Pick<FixRun, 'finding'>): Promise<Plan | null> {
  const image = checked.image(finding.side);
  if (image) return planAny(pcOf(image), fix, params);
  return checked.plan ? checked.plan(fix.id, params, finding.side) : null;
}

/** What is said where the person did not wait for the end of what was begun; null for all else. */
function letGoOf(
  run: FixRun | null,
  error: unknown
): Pick<NonNullable<ReturnType<typeof changeProblem>>, 'key' | 'params'> | null {
  if (!run || !(error instanceof Halfway) || error.reason !== 'cancelled') return null;
  const own = `fix.screen.stopped.let-go-of.${run.kind.id}`;
  return { key: hasText(own) ? own : 'fix.screen.stopped.let-go', params: {} };
}

/** What was read for a check may lack what only this fix asks for. */
async function orUnreadable(plan: () => Promise<Plan | null>): Promise<Plan | null> {
  try {
    return await plan();
  } catch (error) {
    if (error instanceof Refused && error.reason === 'unreadable') return null;
    throw error;
  }
}

/** Whether no elevated side is needed, which would ask the person itself. */
const asksHere = ({ kind, place }: FixRun): boolean => kind.scope === 'user' || place.kind === 'demo';

/**
 * Asks what has to be asked beside the button: above *safe* in a dialog of the system, where the elevated side does not ask
 * itself; once more, with what is lost, where that cannot come back; and where the person may cut off their own connection.
 */
async function consented(run: FixRun, ask: Ask): Promise<boolean> {
  const { kind, plan } = run;
  if (kind.risk !== 'safe' && asksHere(run) && !(await ask(plainQuestion(run)))) return false;
  if (kind.risk === 'destructive' && !(await ask(whatIsLost(run)))) return false;
  return (
    plan?.conflicts?.includes('own-session') !== true ||
    ask({
      message: text('fix.screen.ask.own-session-message'),
      detail: text('fix.screen.ask.own-session'),
      agree: text('fix.screen.ask.own-session-agree')
    })
  );
}
