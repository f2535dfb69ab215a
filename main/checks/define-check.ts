import type { Evidence, Severity, Side } from '../../shared/model/diagnosis';
import type { NetworkFindingId } from '../../shared/model/finding-id';
import type { StageId } from '../../shared/model/stage';
import type { StageFacts, Transcript } from '../../shared/model/transcript';

/** What a check concludes. `ok` and `found` judge; the others say why there is nothing to judge. */
export type Verdict =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'found';
      readonly severity: Severity;
      /** 0 to 1: how sure it is that this holds and that it matters. */
      readonly confidence: number;
      readonly evidence: readonly Evidence[];
    }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'could-not-run'; readonly because: string };

export interface Check<Stage extends StageId = StageId> {
  /** The finding it gives, and the name of its file. */
  readonly id: NetworkFindingId;
  readonly stage: Stage;
  readonly side: Side;
  /** Pure: the facts of its own stage, and the whole transcript for what lies beside them. */
  readonly run: (facts: StageFacts[Stage], transcript: Transcript) => Verdict;
}

/** A check of the network path. Its stage's facts are there by construction; a stage that did not run never reaches it. */
export function defineCheck<Stage extends StageId>(check: Check<Stage>): Check<Stage> {
  return check;
}

export const ok: Verdict = { kind: 'ok' };
export const notApplicable: Verdict = { kind: 'not-applicable' };
export const couldNotRun = (because: string): Verdict => ({ kind: 'could-not-run', because });
export const found = (severity: Severity, confidence: number, ...evidence: readonly Evidence[]): Verdict => ({
  kind: 'found',
  severity,
  confidence,
  evidence
});

/** One piece of evidence from the probe. */
export const seen = (path: string, value: Evidence['value'], expected: Evidence['expected']): Evidence => ({
  path: `probe/${path}`,
  value,
  expected,
  source: 'observed'
});
