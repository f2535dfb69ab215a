import { randomUUID } from 'node:crypto';
import { clipboard } from 'electron';
import type { Contract, Handlers, Refusal, RunInput } from '../../shared/ipc/contract';
import type { ChangedPc } from '../../shared/model/changed-pc';
import type { Diagnosis } from '../../shared/model/diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import type { RunState, ThisPcHalf } from '../../shared/model/run-state';
import { runScenario } from '../demo/run-scenario';
import { defaultScenario, findScenario, type Scenario } from '../demo/scenario';
import { NotATarget, parseRdpFile, parseTarget } from '../diagnosis/parse-target';
import { defaultOptions, diagnose, diagnoseStability, type Diagnosed, type Progress } from '../diagnosis/run';
import { formatTarget, type Target } from '../../shared/model/target';
import { logError, logInfo } from '../log';
import type { Door } from '../machine/door';
import { diagnosisText, findingText, namesOnPath, stageText } from '../../shared/present/diagnosis-text';
import { machineStagesText, machineStageText } from '../../shared/present/machine-text';
import { CallError } from './call-error';
import type { Checked } from './checked-pc';
import { problemOf, readPc } from './read-pc';
import type { Emit } from './register';
import { clientReadings, judgeThisPc, reasonOf, withThisPc, type Reason } from './this-pc-half';

/** What `watch` does after the first result: about half a minute of repeated connects beside one held connection. */
const watchOptions = { ...defaultOptions, repeat: 20, holdMs: 30_000, pauseMs: 1000 };

/** What a run is about, understood. */
interface Subject {
  readonly typed: string;
  readonly what: { readonly target: Target } | { readonly scenario: Scenario };
  readonly reason: Reason;
}

interface Run {
  state: RunState;
  /** What is known of the path alone; the state carries it with what this PC adds. */
  path: Diagnosis;
  diagnosed: Diagnosed | null;
  /** What was seen of this PC, so that it can be judged again when more is known of the path. */
  image: MachineImage | null;
  /** Ends when this PC was read, or could not be. */
  thisPc: Promise<void>;
  stop: AbortController;
  readonly subject: Subject;
}

export interface Runs {
  readonly handlers: Handlers<Contract['run']>;
  /** Starts a run that was asked for outside the window. */
  readonly open: (input: RunInput) => void;
  /** The run that is shown under an id, for the fixes of its findings; null where it is shown no more. */
  readonly checked: (runId: string) => Checked | null;
  /** Looks again at this PC, where it was changed and is half of the run that is shown. */
  readonly lookAgainAt: (pc: ChangedPc) => void;
}

/**
 * The runs of a window: one at a time, main owns the state and tells the window the whole of it after every change.
 *
 * @param remember called with the typed target of each real run
 * @param door the way in to this PC, which is one half of every real run
 */
export function createRuns(emit: Emit, remember: (typed: string) => void, door: Door): Runs {
  let current: Run | null = null;
  let refusal: Refusal | null = null;

  function change(run: Run, next: Partial<Omit<RunState, 'diagnosis'>>): void {
    const state = { ...run.state, ...next, sequence: run.state.sequence + 1 };
    // What this PC shows is weighed by what the path showed, so it waits for that.
    const thisPc = run.diagnosed === null ? null : (state.thisPc?.diagnosis ?? null);
    run.state = { ...state, diagnosis: withThisPc(run.path, thisPc, run.subject.reason, run.image) };
    if (run === current) emit('run', 'changed', run.state);
  }

  function start(subject: Subject): string {
    current?.stop.abort();
    const runId = randomUUID();
    const stop = new AbortController();
    const host = 'target' in subject.what ? subject.what.target : { host: subject.typed, port: 0 };
    const path: Diagnosis = {
      schema: 'reconnect.diagnosis/1',
      target: host,
      startedAt: new Date().toISOString(),
      durationMs: 0,
      stages: [],
      findings: [],
      likelyCause: null
    };
    const run: Run = {
      subject,
      stop,
      path,
      diagnosed: null,
      image: null,
      thisPc: Promise.resolve(),
      state: {
        runId,
        sequence: 0,
        status: 'running',
        typed: subject.typed,
        active: [],
        watching: false,
        diagnosis: path,
        thisPc:
          'target' in subject.what
            ? {
                since: Date.now(),
                reading: true,
                stopped: false,
                progress: null,
                diagnosis: null,
                problem: null
              }
            : null
      }
    };
    current = run;
    emit('run', 'changed', run.state);
    if ('target' in subject.what) run.thisPc = readThisPc(run, subject.what.target);
    const input = {
      options: defaultOptions,
      signal: stop.signal,
      suspects: subject.reason.suspects,
      onProgress: progressOf(run)
    };
    void finish(
      run,
      'scenario' in subject.what
        ? runScenario(subject.what.scenario, input)
        : diagnose({ ...input, target: subject.what.target }),
      { failed: 'failed', stopped: 'cancelled' }
    );
    return runId;
  }

  const progressOf =
    (run: Run) =>
    ({ active, diagnosis }: Progress): void => {
      run.path = diagnosis;
      change(run, { active: [...active] });
    };

  function changeThisPc(run: Run, next: Partial<ThisPcHalf>): void {
    const { thisPc } = run.state;
    if (thisPc) change(run, { thisPc: { ...thisPc, ...next } });
  }

  /** The half of the run that needs no network. It never fails the run: what cannot be read is said. */
  async function readThisPc(run: Run, target: Target): Promise<void> {
    const { signal } = run.stop;
    const began = performance.now();
    const judged = (image: MachineImage): Partial<ThisPcHalf> => {
      run.image = image;
      return { diagnosis: judgeFor(run, target, Math.round(performance.now() - began)) };
    };
    try {
      const image = await readPc(door, {
        other: null,
        readings: clientReadings,
        signal,
        onProgress: (progress) => changeThisPc(run, { progress }),
        onPartial: (partial) => changeThisPc(run, judged(partial))
      });
      changeThisPc(run, { ...judged(image), reading: false, stopped: signal.aborted, progress: null });
    } catch (error) {
      changeThisPc(run, { problem: problemOf(error), reading: false, progress: null });
    }
  }

  const judgeFor = (run: Run, { host }: Target, durationMs: number): ThisPcHalf['diagnosis'] =>
    run.image &&
    judgeThisPc(run.image, {
      ...run.subject.reason,
      target: host,
      transcript: run.diagnosed?.transcript ?? null,
      durationMs
    });

  /** @param after what the run is when the work failed, and when it was stopped */
  async function finish(
    run: Run,
    work: Promise<Diagnosed>,
    after: { failed: RunState['status']; stopped: RunState['status'] }
  ): Promise<void> {
    const { signal } = run.stop;
    const over = { active: [], watching: false };
    try {
      const done = await work;
      // The path is what the run is about: stopping what is still read of this PC leaves the run whole.
      const stopped = signal.aborted;
      run.diagnosed = done;
      run.path = done.diagnosis;
      const { what } = run.subject;
      const before = run.state.thisPc?.diagnosis;
      const again = before && 'target' in what ? judgeFor(run, what.target, before.durationMs) : null;
      const { thisPc } = run.state;
      change(run, { active: [], ...(thisPc && again ? { thisPc: { ...thisPc, diagnosis: again } } : {}) });
      await run.thisPc;
      change(run, { ...over, status: stopped ? after.stopped : 'done' });
    } catch (error) {
      logError('run failed', error);
      run.stop.abort();
      change(run, { ...over, status: after.failed });
    }
    logInfo('run over', { status: run.state.status, likelyCause: run.state.diagnosis.likelyCause });
  }

  /** The half of the run that is this PC, as it is now; the path is not tried again. */
  async function lookAgain(run: Run): Promise<ThisPcHalf['diagnosis']> {
    const { what } = run.subject;
    if (!('target' in what)) return null;
    const began = performance.now();
    try {
      // Of what is changed the end has to be seen, whatever else is checked meanwhile.
      const { signal } = new AbortController();
      run.image = await readPc(door, { other: null, readings: clientReadings, signal });
      const diagnosis = judgeFor(run, what.target, Math.round(performance.now() - began));
      changeThisPc(run, { diagnosis, problem: null });
      return diagnosis;
    } catch (error) {
      logError('looking at this PC after a change failed', error);
      return null;
    }
  }

  function checked(runId: string): Checked | null {
    const run = current?.state.runId === runId ? current : null;
    if (!run) return null;
    const { diagnosis } = run.state;
    return {
      findings: diagnosis.findings,
      names: (finding) => namesOnPath(diagnosis, finding),
      // Only this PC is read in a run, and what its fixes are offered for is mended here.
      place: () => ({ kind: 'this-pc', name: null }),
      image: () => run.image,
      plan: null,
      // The connection may have been tried anew since: then that is what the window shows.
      lookAgain: () => lookAgain(current?.state.thisPc && current.state.status !== 'running' ? current : run)
    };
  }

  function lookAgainAt({ kind }: ChangedPc): void {
    if (kind === 'this-pc' && current?.state.thisPc?.diagnosis && current.state.status !== 'running')
      void lookAgain(current);
  }

  function find(runId: string): Run {
    if (current?.state.runId !== runId) throw new CallError('run-is-over', 'app.error.run-is-over');
    return current;
  }

  function begin(input: RunInput, codes?: string): string {
    const subject = understand(input, codes);
    if ('target' in subject.what) remember(subject.typed);
    return start(subject);
  }

  return {
    checked,
    lookAgainAt,
    open: (input) => {
      try {
        begin(input);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        // At the start the window does not listen yet and asks; later it is told.
        refusal = { code: error.code, key: error.key, params: { ...error.params } };
        emit('run', 'refused', refusal);
      }
    },
    handlers: {
      start: ({ input, codes }) => ({ runId: begin(input, codes) }),
      again: ({ runId }) => ({ runId: start(find(runId).subject) }),
      cancel: ({ runId }) => {
        find(runId).stop.abort();
        return {};
      },
      watch: ({ runId }) => {
        const run = find(runId);
        const { diagnosed, subject } = run;
        if (run.state.watching) return {};
        if (run.state.status !== 'done' || !diagnosed || !('target' in subject.what))
          throw new CallError('nothing-to-watch', 'app.error.nothing-to-watch');
        run.stop = new AbortController();
        change(run, { watching: true });
        void finish(
          run,
          diagnoseStability(diagnosed, {
            target: subject.what.target,
            options: watchOptions,
            signal: run.stop.signal,
            suspects: subject.reason.suspects,
            onProgress: progressOf(run)
          }),
          // The first result stands, whatever becomes of the watching.
          { failed: 'done', stopped: 'done' }
        );
        return {};
      },
      current: () => current?.state ?? null,
      refusal: () => {
        const told = refusal;
        refusal = null;
        return told;
      },
      copy: async ({ runId, what }) => {
        const { diagnosis, thisPc } = find(runId).state;
        if (what === 'all') {
          const half = thisPc?.diagnosis ? [machineStagesText(thisPc.diagnosis, true)] : [];
          await clipboard.writeText([diagnosisText(diagnosis), ...half].join('\n\n'));
        } else if ('pcStage' in what) {
          if (!thisPc?.diagnosis) throw new CallError('run-is-over', 'app.error.run-is-over');
          await clipboard.writeText(machineStageText(thisPc.diagnosis, what.pcStage, true));
        } else if ('stage' in what) await clipboard.writeText(stageText(diagnosis, what.stage));
        else await clipboard.writeText(findingText(diagnosis, what.finding));
        return {};
      }
    }
  };
}

/** @throws CallError that says what is wrong with the input */
function understand(input: RunInput, codes?: string): Subject {
  const reason = reasonOf(codes);
  if (input.kind === 'demo') {
    const scenario = findScenario(input.scenario === '' ? defaultScenario : input.scenario);
    if (!scenario) throw new CallError('no-scenario', 'app.error.no-scenario', { id: input.scenario });
    return { typed: scenario.id, what: { scenario }, reason };
  }
  try {
    const target = input.kind === 'typed' ? parseTarget(input.text) : parseRdpFile(input.content);
    const typed = input.kind === 'typed' ? input.text.trim() : formatTarget(target);
    return { typed, what: { target }, reason };
  } catch (error) {
    if (!(error instanceof NotATarget)) throw error;
    const word = input.kind === 'typed' ? input.text.trim().slice(0, 100) : '.rdp';
    throw new CallError('not-a-target', `cli.target.${error.fault}`, { word });
  }
}
