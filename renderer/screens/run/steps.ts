import type { Diagnosis, StageResult } from '../../../shared/model/diagnosis';
import type { RunState } from '../../../shared/model/run-state';
import type { StageId } from '../../../shared/model/stage';
import type { Mark } from '../../parts/state-mark';

/** The steps as they are listed: in the order in which a connection takes them. */
export const groups = [
  { id: 'network', stages: ['resolve', 'connect'] },
  { id: 'security', stages: ['negotiate', 'tls', 'credssp'] },
  { id: 'quality', stages: ['udp', 'stability'] }
] as const satisfies readonly { readonly id: string; readonly stages: readonly StageId[] }[];

export const allStages: readonly StageId[] = groups.flatMap((group) => group.stages);

/** How one step stands, finished or not. `word` is the word beside the shape. */
export interface Step {
  readonly id: StageId;
  readonly mark: Mark;
  readonly word: Exclude<Mark, 'info' | 'plain'> | 'not-run';
  readonly result: StageResult | null;
  /** When the running step began, milliseconds since the epoch. */
  readonly since: number | null;
  /** True where the step runs only when it is asked for, and was not yet. */
  readonly canBeAsked: boolean;
}

/** The steps of a run, in order. */
export function stepsOf(run: RunState): readonly Step[] {
  return allStages.map((id) => stepOf(id, run));
}

function stepOf(id: StageId, run: RunState): Step {
  const active = run.active.find((one) => one.id === id);
  const base = { id, since: null, canBeAsked: false } as const;
  if (active) return { ...base, mark: 'running', word: 'running', result: null, since: active.since };
  const result = stageOf(run.diagnosis, id);
  if (!result) {
    return run.status === 'running'
      ? { ...base, mark: 'waiting', word: 'waiting', result: null }
      : { ...base, mark: 'not-applicable', word: 'not-run', result: null };
  }
  const because = result.evidence['because'];
  // A watch that was stopped can be asked for again.
  if (because === 'not-asked' || (id === 'stability' && because === 'cancelled' && run.status === 'done')) {
    return {
      ...base,
      mark: 'waiting',
      word: 'not-run',
      result,
      canBeAsked: run.status === 'done' && !run.watching && !run.diagnosis.demo
    };
  }
  if (because === 'not-reached' || because === 'cancelled')
    return { ...base, mark: 'not-applicable', word: 'not-run', result };
  return { ...base, mark: result.outcome, word: result.outcome, result };
}

export const stageOf = (diagnosis: Diagnosis, id: StageId): StageResult | null =>
  diagnosis.stages.find((stage) => stage.id === id) ?? null;
