import { randomUUID } from 'node:crypto';
import { clipboard } from 'electron';
import { lookUp } from '../../shared/codes/look-up';
import type { Contract, Handlers, PcSubject } from '../../shared/ipc/contract';
import type { MachineDiagnosis, Role } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import type { LoggedFailure, PcRunState } from '../../shared/model/pc-run-state';
import { machineFindingText, machineStageText, machineText } from '../../shared/present/machine-text';
import { hasText, text } from '../../shared/text';
import { findDemoPc } from '../demo/demo-pc';
import { judgeMachine, type Ends } from '../diagnosis/judge-machine';
import { NotATarget, parseTarget } from '../diagnosis/parse-target';
import { allReadings, deriveFacts } from '../facts';
import { clientLog } from '../facts/client-log';
import { isKnown } from '../facts/fact';
import { logInfo } from '../log';
import { NotReadable, type Door } from '../machine/door';
import { ImageRefused, parseImage } from '../machine/read-image';
import { CallError } from './call-error';
import { problemOf, readPc } from './read-pc';
import type { Emit } from './register';

/** What was asked for, understood: recordings are read before the run begins, so that a wrong one is refused at once. */
type Work =
  | { readonly ends: Ends }
  | {
      /** Null: this PC. */
      readonly computer: string | null;
    };

interface Wish {
  readonly kind: PcSubject['kind'];
  readonly name: string | null;
  readonly role: Role;
  readonly target: string | null;
  readonly work: Work;
}

interface Run {
  state: PcRunState;
  readonly wish: Wish;
  readonly stop: AbortController;
}

/** How many failed connections the start screen offers. */
const mostFailures = 5;

/**
 * Looks at PCs for a window: one at a time, main owns the state and tells the window the whole of it after every change.
 */
export function createPcRuns(emit: Emit, door: Door): Handlers<Contract['pc']> {
  let current: Run | null = null;

  function change(run: Run, next: Partial<PcRunState>): void {
    run.state = { ...run.state, ...next, sequence: run.state.sequence + 1 };
    if (run === current) emit('pc', 'changed', run.state);
  }

  function start(wish: Wish): string {
    current?.stop.abort();
    const run: Run = {
      wish,
      stop: new AbortController(),
      state: {
        runId: randomUUID(),
        sequence: 0,
        kind: wish.kind,
        name: wish.name,
        role: wish.role,
        target: wish.target,
        since: Date.now(),
        progress: null,
        ...startOf(wish)
      }
    };
    current = run;
    emit('pc', 'changed', run.state);
    if ('ends' in wish.work) logOver(run);
    else void finish(run, wish.work.computer);
    return run.state.runId;
  }

  async function finish(run: Run, computer: string | null): Promise<void> {
    const { signal } = run.stop;
    try {
      const diagnosis = await look(run, computer);
      change(run, { status: signal.aborted ? 'cancelled' : 'done', progress: null, diagnosis });
    } catch (error) {
      const problem = problemOf(error);
      change(run, { status: signal.aborted ? 'cancelled' : 'failed', progress: null, problem });
    }
    logOver(run);
  }

  async function look(run: Run, computer: string | null): Promise<MachineDiagnosis> {
    const { role, target } = run.wish;
    const began = performance.now();
    const judge = (image: MachineImage): MachineDiagnosis =>
      judgeMachine(endsOf(image, role), { target, durationMs: Math.round(performance.now() - began) });
    return judge(
      await readPc(door, {
        computer,
        readings: allReadings,
        signal: run.stop.signal,
        onProgress: (progress) => change(run, { progress }),
        onPartial: (image) => change(run, { diagnosis: judge(image) })
      })
    );
  }

  function find(runId: string): Run {
    if (current?.state.runId !== runId) throw new CallError('run-is-over', 'app.error.run-is-over');
    return current;
  }

  return {
    start: ({ subject, role, target }) => ({ runId: start(understand(subject, role, target)) }),
    again: ({ runId }) => ({ runId: start(find(runId).wish) }),
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
    failures: () => lastFailures(door)
  };
}

/** What is recorded needs no time: it is judged before the window hears of it, so that nothing flickers by. */
function startOf({ work, target }: Wish): Pick<PcRunState, 'status' | 'diagnosis' | 'problem'> {
  if (!('ends' in work)) return { status: 'running', diagnosis: null, problem: null };
  try {
    return { status: 'done', diagnosis: judgeMachine(work.ends, { target }), problem: null };
  } catch (error) {
    return { status: 'failed', diagnosis: null, problem: problemOf(error) };
  }
}

const logOver = ({ state }: Run): void =>
  logInfo('look at a PC over', {
    status: state.status,
    likelyCause: state.diagnosis?.likelyCause ?? null
  });

/** One PC as the ends that a role names. */
const endsOf = (image: MachineImage, role: Role): Ends => ({
  client: role === 'host' ? null : image,
  host: role === 'client' ? null : image
});

/** @throws CallError that says what is wrong with the wish */
function understand(subject: PcSubject, role: Role, typed: string | undefined): Wish {
  const target = typed === undefined || typed.trim() === '' ? null : hostOf(typed);
  switch (subject.kind) {
    case 'this-pc':
      return { kind: 'this-pc', name: null, role, target, work: { computer: null } };
    case 'computer': {
      const computer = hostOf(subject.name);
      return { kind: 'computer', name: computer, role, target, work: { computer } };
    }
    case 'demo': {
      const pc = findDemoPc(subject.machine);
      if (!pc) throw new CallError('no-machine', 'app.error.no-machine', { id: subject.machine });
      const work = { ends: endsOf(pc.image, pc.role) };
      return { kind: 'demo', name: pc.id, role: pc.role, target: target ?? pc.target, work };
    }
    case 'report': {
      const first = imageOf(subject.file);
      const host = subject.host ? imageOf(subject.host) : null;
      const name = host ? `${subject.file.name} + ${subject.host?.name ?? ''}` : subject.file.name;
      const ends = host ? { client: first, host } : endsOf(first, role);
      return { kind: 'report', name, role: host ? 'both' : role, target, work: { ends } };
    }
  }
}

function hostOf(typed: string): string {
  try {
    return parseTarget(typed).host;
  } catch (error) {
    if (!(error instanceof NotATarget)) throw error;
    throw new CallError('not-a-target', `cli.target.${error.fault}`, { word: typed.trim().slice(0, 100) });
  }
}

function imageOf({ name, content }: { readonly name: string; readonly content: string }): MachineImage {
  try {
    return parseImage(content);
  } catch (error) {
    if (!(error instanceof ImageRefused)) throw error;
    const { fault, place, expected } = error;
    throw new CallError('not-an-image', `pc.image.${fault}`, { path: name, place, expected });
  }
}

/** What the client of this PC wrote down about connections that failed. */
async function lastFailures(door: Door): Promise<{ known: boolean; failures: LoggedFailure[] }> {
  let image: MachineImage;
  try {
    image = await readPc(door, {
      computer: null,
      readings: clientLog.readings,
      signal: new AbortController().signal
    });
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return { known: false, failures: [] };
  }
  const { failures } = deriveFacts(image).clientLog;
  if (!isKnown(failures)) return { known: false, failures: [] };
  return { known: true, failures: failures.value.slice(0, mostFailures).map(logged) };
}

const hex = (code: number): string => `0x${code.toString(16)}`;

function logged({
  at,
  target,
  reason,
  extended
}: {
  readonly at: number;
  readonly target: string | null;
  readonly reason: number;
  readonly extended: number | null;
}): LoggedFailure {
  const { textKey } = lookUp('disconnect-reason', reason);
  return {
    at: new Date(at).toISOString(),
    target,
    code: hex(reason),
    extended: extended === null ? null : hex(extended),
    meaning: hasText(textKey) ? text(textKey, { code: hex(reason) }) : ''
  };
}
