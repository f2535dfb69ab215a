import { randomUUID } from 'node:crypto';
import { clipboard } from 'electron';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import type { ChangedPc } from '../../shared/model/changed-pc';
import type { MachineDiagnosis, Role } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import type { PcRunState } from '../../shared/model/pc-run-state';
import {
  machineFindingText,
  machineStageText,
  machineText,
  namesFor
} from '../../shared/present/machine-text';
import { endsOf, judgeMachine } from '../diagnosis/judge-machine';
import { allReadings } from '../facts';
import { logError, logInfo } from '../log';
import type { Door, RemotePc } from '../machine/door';
import { CallError } from './call-error';
import { problemOf, readPc } from './read-pc';
import { lastFailures } from './last-failures';
import type { Checked } from './checked-pc';
import { readWish, type ImageOfDemo, type Wish, type Work } from './pc-wish';
import type { OpenRecording } from './recording';
import type { Emit } from './register';
import { saveKit } from './save-kit';

interface Run {
  state: PcRunState;
  /** What was read of a PC so far. */
  image: MachineImage | null;
  /** In which role it was last asked for. */
  role: Role;
  readonly wish: Wish;
  readonly stop: AbortController;
}

export interface PcRuns {
  readonly handlers: Handlers<Contract['pc']>;
  /** The look at a PC that is shown under an id, for the fixes of its findings; null where it is shown no more. */
  readonly checked: (runId: string) => Checked | null;
  /** Looks again at the PC that is shown, where it is that one and not being read. */
  readonly lookAgainAt: (pc: ChangedPc) => void;
}

/**
 * Looks at PCs for a window: one at a time, main owns the state and tells the window the whole of it after every change.
 *
 * @param openReports reads opened files; where it takes long, not in the thread of the window
 */
export function createPcRuns(
  emit: Emit,
  door: Door,
  openReports: OpenRecording,
  imageOfDemo: ImageOfDemo
): PcRuns {
  let current: Run | null = null;
  // Numbers of the wishes in the order in which they came: a large report may be ready after something that was asked later.
  let asked = 0;
  let shown = 0;

  function change(run: Run, next: Partial<PcRunState>): void {
    run.state = { ...run.state, ...next, sequence: run.state.sequence + 1 };
    if (run === current) emit('pc', 'changed', run.state);
  }

  async function start(wish: Wish, order: number): Promise<string> {
    const known = await startOf(wish);
    if (current && order < shown) {
      if (wish.work !== current.wish.work) letGo(wish.work);
      return current.state.runId;
    }
    shown = order;
    const before = current;
    before?.stop.abort();
    const run: Run = {
      wish,
      image: null,
      role: wish.role,
      stop: new AbortController(),
      state: {
        runId: randomUUID(),
        sequence: 0,
        kind: wish.kind,
        name: wish.name,
        role: wish.role,
        ...(asksAccount(wish) ? { askAccount: true } : {}),
        target: wish.target,
        since: Date.now(),
        progress: null,
        ...known
      }
    };
    current = run;
    if (before && before.wish.work !== wish.work) letGo(before.wish.work);
    emit('pc', 'changed', run.state);
    if (wish.work.kind === 'recorded') logOver(run);
    else void finish(run, wish.work.other);
    return run.state.runId;
  }

  async function finish(run: Run, other: RemotePc | null): Promise<void> {
    const { signal } = run.stop;
    try {
      const diagnosis = await look(run, other);
      change(run, { status: signal.aborted ? 'cancelled' : 'done', progress: null, diagnosis });
    } catch (error) {
      const problem = problemOf(error);
      change(run, { status: signal.aborted ? 'cancelled' : 'failed', progress: null, problem });
    }
    logOver(run);
  }

  async function look(run: Run, other: RemotePc | null): Promise<MachineDiagnosis> {
    const began = performance.now();
    const judge = (image: MachineImage): MachineDiagnosis => {
      run.image = image;
      return judgeLive(run, image, Math.round(performance.now() - began));
    };
    return judge(
      await readPc(door, {
        other,
        readings: allReadings,
        signal: run.stop.signal,
        onProgress: (progress) => change(run, { progress }),
        onPartial: (image) => change(run, { diagnosis: judge(image) })
      })
    );
  }

  /** The same PC in another role: what was read of it is judged again, and nothing is read. */
  async function lookAs(run: Run, role: Role): Promise<void> {
    const { work, twoPcs, target } = run.wish;
    if (twoPcs) throw new CallError('two-pcs', 'app.error.two-pcs');
    run.role = role;
    if (work.kind === 'live') {
      const { image } = run;
      const durationMs = run.state.diagnosis?.durationMs ?? 0;
      return change(run, { role, ...(image ? { diagnosis: judgeLive(run, image, durationMs) } : {}) });
    }
    let diagnosis: MachineDiagnosis;
    try {
      diagnosis = await work.recording.judge(role, target);
    } catch (error) {
      // A recording ends with the run that shows it.
      if (run !== current) throw new CallError('run-is-over', 'app.error.run-is-over');
      logError('judging a report in another role failed', error);
      throw new CallError('internal', 'app.error.internal');
    }
    // Two presses in a row: the last one counts.
    if (run.role === role) change(run, { role, diagnosis, status: 'done', problem: null });
  }

  /** The same run, with the PC as it is now; what was shown of it stays until that is known. */
  async function lookAgain(run: Run): Promise<MachineDiagnosis | null> {
    const { work, target } = run.wish;
    try {
      if (work.kind === 'recorded') {
        const diagnosis = await work.recording.judge(run.role, target);
        change(run, { diagnosis });
        return diagnosis;
      }
      const began = performance.now();
      const image = await readPc(door, {
        other: work.other,
        readings: allReadings,
        // Of what is changed the end has to be seen, whatever else is looked at meanwhile.
        signal: new AbortController().signal
      });
      run.image = image;
      const diagnosis = judgeLive(run, image, Math.round(performance.now() - began));
      change(run, { status: 'done', progress: null, problem: null, diagnosis });
      return diagnosis;
    } catch (error) {
      logError('looking at a PC after a change failed', error);
      return null;
    }
  }

  /** The same PC may have been looked at anew since: then that is what the window shows. */
  const sameShown = (run: Run): Run =>
    current && current.state.status !== 'running' && isSamePc(current.wish, run.wish) ? current : run;

  function checked(runId: string): Checked | null {
    const run = current?.state.runId === runId ? current : null;
    const { diagnosis, kind, name } = run?.state ?? {};
    if (!run || !diagnosis || !kind) return null;
    return {
      findings: diagnosis.findings,
      names: ({ side }) => namesFor(diagnosis, side, kind === 'this-pc'),
      place: ({ side }) =>
        kind === 'this-pc' || kind === 'demo'
          ? { kind, name: name ?? null }
          : { kind: 'elsewhere', name: namesFor(diagnosis, side, false).pc ?? null },
      image: () => (kind === 'demo' && name ? imageOfDemo(name) : run.image),
      plan: kind === 'report' && run.wish.work.kind === 'recorded' ? run.wish.work.recording.plan : null,
      lookAgain: () => lookAgain(sameShown(run))
    };
  }

  function lookAgainAt(pc: ChangedPc): void {
    const { kind, name = null, status } = current?.state ?? {};
    const isShown = kind === pc.kind && (pc.kind === 'this-pc' || pc.machine === name);
    if (current && isShown && status !== 'running') void lookAgain(current);
  }

  function find(runId: string): Run {
    if (current?.state.runId !== runId) throw new CallError('run-is-over', 'app.error.run-is-over');
    return current;
  }

  const handlers: Handlers<Contract['pc']> = {
    start: async ({ subject, role, target }) => {
      const order = (asked += 1);
      const wish = await readWish(subject, role, target, openReports, imageOfDemo);
      return { runId: await start(wish, order) };
    },
    again: async ({ runId }) => {
      const { wish, role } = find(runId);
      return { runId: await start({ ...wish, role }, (asked += 1)) };
    },
    lookAs: async ({ runId, role }) => {
      await lookAs(find(runId), role);
      return {};
    },
    cancel: ({ runId }) => {
      find(runId).stop.abort();
      return {};
    },
    current: () => current?.state ?? null,
    copy: async ({ runId, what }) => {
      const { diagnosis, kind } = find(runId).state;
      if (!diagnosis) throw new CallError('run-is-over', 'app.error.run-is-over');
      const thisPc = kind === 'this-pc';
      if (what === 'all') await clipboard.writeText(machineText(diagnosis, thisPc));
      else if ('stage' in what) await clipboard.writeText(machineStageText(diagnosis, what.stage, thisPc));
      else await clipboard.writeText(machineFindingText(diagnosis, what.finding, thisPc));
      return {};
    },
    failures: () => lastFailures(door),
    saveKit: () => saveKit(allReadings)
  };
  return { handlers, checked, lookAgainAt };
}

/** What is recorded needs no time: it is judged before the window hears of it, so that nothing flickers by. */
async function startOf({
  work,
  role,
  target
}: Wish): Promise<Pick<PcRunState, 'status' | 'diagnosis' | 'problem'>> {
  if (work.kind === 'live') return { status: 'running', diagnosis: null, problem: null };
  try {
    return { status: 'done', diagnosis: await work.recording.judge(role, target), problem: null };
  } catch (error) {
    return { status: 'failed', diagnosis: null, problem: problemOf(error) };
  }
}

const judgeLive = ({ role, wish }: Run, image: MachineImage, durationMs: number): MachineDiagnosis =>
  judgeMachine(endsOf(role, image), { target: wish.target, durationMs });

const isSamePc = (one: Wish, other: Wish): boolean => one.kind === other.kind && one.name === other.name;

const asksAccount = ({ work }: Wish): boolean => work.kind === 'live' && work.other?.askAccount === true;

function letGo(work: Work): void {
  if (work.kind === 'recorded') work.recording.close();
}

const logOver = ({ state }: Run): void =>
  logInfo('look at a PC over', {
    status: state.status,
    likelyCause: state.diagnosis?.likelyCause ?? null
  });
