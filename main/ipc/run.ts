import { randomUUID } from 'node:crypto';
import { clipboard } from 'electron';
import { explain } from '../../shared/codes/explain';
import type { Contract, Handlers, Refusal, RunInput } from '../../shared/ipc/contract';
import type { FindingId } from '../../shared/model/finding-id';
import type { RunState } from '../../shared/model/run-state';
import { runScenario } from '../demo/run-scenario';
import { defaultScenario, findScenario, type Scenario } from '../demo/scenario';
import { NotATarget, parseRdpFile, parseTarget } from '../diagnosis/parse-target';
import { defaultOptions, diagnose, diagnoseStability, type Diagnosed, type Progress } from '../diagnosis/run';
import { formatTarget, type Target } from '../../shared/model/target';
import { logError, logInfo } from '../log';
import { diagnosisText, findingText, stageText } from '../../shared/present/diagnosis-text';
import { CallError } from './call-error';
import type { Emit } from './register';

/** What `watch` does after the first result: about half a minute of repeated connects beside one held connection. */
const watchOptions = { ...defaultOptions, repeat: 20, holdMs: 30_000, pauseMs: 1000 };

/** What a run is about, understood. */
interface Subject {
  readonly typed: string;
  readonly what: { readonly target: Target } | { readonly scenario: Scenario };
  readonly suspects: readonly FindingId[];
}

interface Run {
  state: RunState;
  diagnosed: Diagnosed | null;
  stop: AbortController;
  readonly subject: Subject;
}

export interface Runs {
  readonly handlers: Handlers<Contract['run']>;
  /** Starts a run that was asked for outside the window. */
  readonly open: (input: RunInput) => void;
}

/**
 * The runs of a window: one at a time, main owns the state and tells the window the whole of it after every change.
 *
 * @param remember called with the typed target of each real run
 */
export function createRuns(emit: Emit, remember: (typed: string) => void): Runs {
  let current: Run | null = null;
  let refusal: Refusal | null = null;

  function change(run: Run, next: Partial<RunState>): void {
    run.state = { ...run.state, ...next, sequence: run.state.sequence + 1 };
    if (run === current) emit('run', 'changed', run.state);
  }

  function start(subject: Subject): string {
    current?.stop.abort();
    const runId = randomUUID();
    const stop = new AbortController();
    const host = 'target' in subject.what ? subject.what.target : { host: subject.typed, port: 0 };
    const run: Run = {
      subject,
      stop,
      diagnosed: null,
      state: {
        runId,
        sequence: 0,
        status: 'running',
        typed: subject.typed,
        active: [],
        watching: false,
        diagnosis: {
          schema: 'reconnect.diagnosis/1',
          target: host,
          startedAt: new Date().toISOString(),
          durationMs: 0,
          stages: [],
          findings: [],
          likelyCause: null
        }
      }
    };
    current = run;
    emit('run', 'changed', run.state);
    const input = {
      options: defaultOptions,
      signal: stop.signal,
      suspects: subject.suspects,
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
    ({ active, diagnosis }: Progress): void =>
      change(run, { active: [...active], diagnosis });

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
      run.diagnosed = done;
      change(run, { ...over, status: signal.aborted ? after.stopped : 'done', diagnosis: done.diagnosis });
    } catch (error) {
      logError('run failed', error);
      change(run, { ...over, status: after.failed });
    }
    logInfo('run over', { status: run.state.status, likelyCause: run.state.diagnosis.likelyCause });
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
            suspects: subject.suspects,
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
        const { diagnosis } = find(runId).state;
        if (what === 'all') await clipboard.writeText(diagnosisText(diagnosis));
        else if ('stage' in what) await clipboard.writeText(stageText(diagnosis, what.stage));
        else await clipboard.writeText(findingText(diagnosis, what.finding));
        return {};
      }
    }
  };
}

/** @throws CallError that says what is wrong with the input */
function understand(input: RunInput, codes?: string): Subject {
  const suspects =
    codes === undefined
      ? []
      : (explain(codes)?.codes ?? []).flatMap(({ causes }) => causes.map(({ finding }) => finding));
  if (input.kind === 'demo') {
    const scenario = findScenario(input.scenario === '' ? defaultScenario : input.scenario);
    if (!scenario) throw new CallError('no-scenario', 'app.error.no-scenario', { id: input.scenario });
    return { typed: scenario.id, what: { scenario }, suspects };
  }
  try {
    const target = input.kind === 'typed' ? parseTarget(input.text) : parseRdpFile(input.content);
    const typed = input.kind === 'typed' ? input.text.trim() : formatTarget(target);
    return { typed, what: { target }, suspects };
  } catch (error) {
    if (!(error instanceof NotATarget)) throw error;
    const word = input.kind === 'typed' ? input.text.trim().slice(0, 100) : '.rdp';
    throw new CallError('not-a-target', `cli.target.${error.fault}`, { word });
  }
}
