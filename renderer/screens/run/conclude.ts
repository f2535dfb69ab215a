import type { RunState } from '../../../shared/model/run-state';
import { essentialStages } from '../../../shared/model/stage';
import { concludeFrom, type Conclusion } from '../../parts/check/conclusion';
import { stepsOf } from './steps';

/** Names the cause, or says why there is none. A run is clean only when every step that had to run did. */
export function conclude(run: RunState): Conclusion {
  const { findings, likelyCause } = run.diagnosis;
  return concludeFrom({
    findings,
    likelyCause,
    // Watching begins after the result.
    status: run.status === 'running' && run.watching ? 'done' : run.status,
    incomplete: stepsOf(run).some(
      ({ id, result }) => result?.outcome === 'could-not-run' && essentialStages.includes(id)
    )
  });
}
