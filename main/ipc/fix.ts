import { clipboard } from 'electron';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import type { Plan } from '../../shared/model/change';
import { pcKey } from '../../shared/model/changed-pc';
import type { FixRun } from '../../shared/model/fix-state';
import { fixAction, fixRisk, fixText } from '../../shared/present/fix-text';
import { text } from '../../shared/text';
import { NotElevated, type Changer, type ChangeWatch } from '../changes/changer';
import { planAny } from '../changes/make';
import { pcOf } from '../changes/pc';
import { Refused } from '../changes/refused';
import { fixes } from '../fixes';
import { logError, logInfo } from '../log';
import { CallError } from './call-error';
import { changeProblem } from './change-problem';
import type { Changers } from './changers';
import type { FindChecked } from './checked-pc';
import { createFixBoard } from './fix-board';
import type { Ask } from './fix-consent';
import { kindOf, openFix, pcOfPlace, type Opened } from './fix-open';
import { recheck } from './fix-recheck';
import type { Emit } from './register';
import { followTime } from './fix-time';

interface Needs {
  readonly emit: Emit;
  readonly findChecked: FindChecked;
  readonly changers: Pick<Changers, 'of' | 'onChanged'>;
  readonly ask: Ask;
}

/**
 * The fixes of a window: one is open at a time, main owns the state and tells the window the whole of it after every change.
 * The window names a finding and an offer of it, and later the hash of the plan that it has shown.
 */
export function createFixes({ emit, findChecked, changers, ask }: Needs): Handlers<Contract['fix']> {
  const board = createFixBoard(emit);
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
    if (board.state().current?.status !== 'working') void time.followOthers(pcKey(pc));
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
    const known = changeProblem(error);
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
    onOtherAccount: (otherAccount) => board.change(fixRunId, { otherAccount })
  });

  /** @returns null where the person said no */
  async function agreedAndMade(
    { run, opened: { fix, params } }: ReturnType<typeof find>,
    hash: string
  ): Promise<Plan | null> {
    board.change(run.fixRunId, { step: 'asking' });
    if (!(await consented(run, ask))) return null;
    board.change(run.fixRunId, { step: null });
    try {
      return await changerOf(run).apply(fix, params, hash, watch(run.fixRunId));
    } catch (error) {
      if (error instanceof NotElevated && error.why === 'declined') return null;
      throw error;
    }
  }

  async function apply(found: ReturnType<typeof find>, hash: string): Promise<void> {
    const { fixRunId } = found.run;
    board.change(fixRunId, { status: 'working', undoing: false, note: null, otherAccount: null });
    try {
      const plan = await agreedAndMade(found, hash);
      if (!plan) return board.change(fixRunId, { status: 'ready', step: null, note: 'declined' });
      if (plan.alreadyRight === true) {
        board.change(fixRunId, { plan, step: 'checking' });
        await lookAgain(fixRunId);
        return board.change(fixRunId, { status: 'already', step: null });
      }
      if (!plan.applied)
        return board.change(fixRunId, { status: 'ready', step: null, plan, note: 'changed-since' });
      await made(found.run, plan);
    } catch (error) {
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
    board.change(fixRunId, { status: 'working', step: null, undoing: true, note: null, problem: null });
    try {
      const plan = await changerOf(run).undo(changeId, { force, dryRun: false }, watch(fixRunId));
      if (plan.drifted) return board.change(fixRunId, { status: 'drifted', step: null, plan });
      board.change(fixRunId, { plan, step: 'checking' });
      board.changeMade(fixRunId, { state: 'undone' });
      await lookAgain(fixRunId);
      board.change(fixRunId, { status: 'undone', step: null, expiresAt: null });
    } catch (error) {
      if (error instanceof NotElevated && error.why === 'declined')
        return board.change(fixRunId, { status: before, step: null, undoing: false, note: 'declined' });
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
      needIdle();
      if (board.state().current?.fixRunId === fixRunId) board.show(null);
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

/** What was read for a check may lack what only this fix asks for. */
async function orUnreadable(plan: () => Promise<Plan | null>): Promise<Plan | null> {
  try {
    return await plan();
  } catch (error) {
    if (error instanceof Refused && error.reason === 'unreadable') return null;
    throw error;
  }
}

/**
 * Asks what has to be asked beside the button: above *safe* in a dialog of the system, where the elevated side does not ask
 * itself, and once more where the person may cut off their own connection.
 */
async function consented(run: FixRun, ask: Ask): Promise<boolean> {
  const { kind, place, plan } = run;
  const action = fixAction(run);
  const asksHere = kind.risk !== 'safe' && (kind.scope === 'user' || place.kind === 'demo');
  const detail = fixRisk(kind);
  if (
    asksHere &&
    !(await ask({
      message: text(place.kind === 'demo' ? 'fix.screen.ask.demo' : 'fix.screen.ask.this-pc', { action }),
      detail,
      agree: action
    }))
  )
    return false;
  return (
    plan?.conflicts?.includes('own-session') !== true ||
    ask({
      message: text('fix.screen.ask.own-session-message'),
      detail: text('fix.screen.ask.own-session'),
      agree: text('fix.screen.ask.own-session-agree')
    })
  );
}
