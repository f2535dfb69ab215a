import type { Finding } from '../../../shared/model/diagnosis';
import type { RunState } from '../../../shared/model/run-state';
import { essentialStages } from '../../../shared/model/stage';
import { stepsOf } from './steps';

/** What the run comes to, as far as it is known. */
export type Conclusion =
  | { readonly kind: 'searching' }
  | { readonly kind: 'cause'; readonly cause: Finding; readonly others: readonly Finding[] }
  | {
      readonly kind: 'nothing' | 'warnings' | 'unknown' | 'cancelled' | 'failed';
      readonly others: readonly Finding[];
    };

/**
 * Names the cause, or says honestly why there is none. A run is clean only when every step that had to run did: what
 * could not run makes it `unknown`.
 */
export function conclude(run: RunState): Conclusion {
  const { findings, likelyCause } = run.diagnosis;
  const cause = findings.find((finding) => finding.id === likelyCause);
  if (cause) return { kind: 'cause', cause, others: findings.filter((finding) => finding !== cause) };
  if (run.status === 'cancelled' || run.status === 'failed') return { kind: run.status, others: findings };
  if (run.status === 'running' && !run.watching) return { kind: 'searching' };
  if (
    stepsOf(run).some((step) => step.result?.outcome === 'could-not-run' && essentialStages.includes(step.id))
  ) {
    return { kind: 'unknown', others: findings };
  }
  return {
    kind: findings.some((finding) => finding.severity !== 'info') ? 'warnings' : 'nothing',
    others: findings
  };
}
