import type { FixRun, FixState, MadeFix } from '../../shared/model/fix-state';
import type { Emit } from './register';

/** What a window knows of fixes, told to it whole after every change. */
export interface FixBoard {
  readonly state: () => FixState;
  /** Shows a fix; null: none. */
  readonly show: (run: FixRun | null) => void;
  /** Changes a fix, whether or not it is the one that is shown. */
  readonly change: (fixRunId: string, next: Partial<FixRun>) => void;
  readonly find: (fixRunId: string) => FixRun | null;
  /** Keeps a change that was made. */
  readonly keep: (made: MadeFix) => void;
  readonly changeMade: (fixRunId: string, next: Partial<MadeFix>) => void;
}

/** Fixes of which the window is told; those before were made long ago and are in History. */
const mostMade = 50;

export function createFixBoard(emit: Emit): FixBoard {
  let state: FixState = { sequence: 0, current: null, made: [] };
  const runs = new Map<string, FixRun>();

  function tell(next: Partial<FixState>): void {
    state = { ...state, ...next, sequence: state.sequence + 1 };
    emit('fix', 'changed', state);
  }

  return {
    state: () => state,
    find: (fixRunId) => runs.get(fixRunId) ?? null,
    show: (run) => {
      const kept = new Set(state.made.map(({ fixRunId }) => fixRunId));
      for (const id of runs.keys()) if (!kept.has(id)) runs.delete(id);
      if (run) runs.set(run.fixRunId, run);
      tell({ current: run });
    },
    change: (fixRunId, next) => {
      const run = runs.get(fixRunId);
      if (!run) return;
      const changed = { ...run, ...next };
      runs.set(fixRunId, changed);
      if (state.current?.fixRunId === fixRunId) tell({ current: changed });
    },
    keep: (made) => tell({ made: [made, ...state.made].slice(0, mostMade) }),
    changeMade: (fixRunId, next) =>
      tell({ made: state.made.map((one) => (one.fixRunId === fixRunId ? { ...one, ...next } : one)) })
  };
}
