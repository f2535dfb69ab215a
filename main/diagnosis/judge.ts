import type { Diagnosis, Finding, StageResult } from '../../shared/model/diagnosis';
import type { FindingId } from '../../shared/model/finding-id';
import { stageIds, worstOutcome, type Outcome, type StageId } from '../../shared/model/stage';
import type { StageRecord, Transcript } from '../../shared/model/transcript';
import { networkChecks } from '../checks/index';
import type { Check, Verdict } from '../checks/define-check';
import { likelyCause, rank } from './rank';

/**
 * From what was seen to what it means: runs every check over a transcript. Pure, so a recording gives the findings that
 * the run gave. Stages that are still pending are left out.
 *
 * @param suspects findings that an error code the person has speaks for, most likely first
 */
export function judge(
  transcript: Transcript,
  durationMs: number,
  suspects: readonly FindingId[] = []
): Diagnosis {
  const stages: StageResult[] = [];
  const findings: Finding[] = [];
  for (const id of stageIds) {
    const record = transcript.stages[id];
    if (record.state === 'pending') continue;
    const { outcome, because } = judgeStage(id, record, transcript, findings);
    stages.push({
      id,
      outcome,
      durationMs: 'durationMs' in record ? record.durationMs : 0,
      evidence: { ...(because === null ? {} : { because }), ...evidenceOf(record) }
    });
  }
  const ranked = rank(findings, suspects);
  return {
    schema: 'reconnect.diagnosis/1',
    target: { host: transcript.target.host, port: transcript.target.port },
    startedAt: transcript.startedAt,
    durationMs,
    stages,
    findings: ranked,
    likelyCause: likelyCause(ranked)
  };
}

function judgeStage(
  id: StageId,
  record: StageRecord<unknown>,
  transcript: Transcript,
  findings: Finding[]
): { outcome: Outcome; because: string | null } {
  if (record.state === 'failed') return { outcome: 'could-not-run', because: record.detail };
  if (record.state === 'cancelled') return { outcome: 'could-not-run', because: 'cancelled' };
  if (record.state !== 'done') return { outcome: 'not-applicable', because: record.state };

  let because: string | null = null;
  // What a stage saw is something, even where no check has anything to say about it.
  const outcomes: Outcome[] = ['ok'];
  for (const check of networkChecks.filter(({ stage }) => stage === id)) {
    const verdict = check.run(record.facts as never, transcript);
    if (verdict.kind === 'found') findings.push(findingOf(check, verdict));
    if (verdict.kind === 'could-not-run') because ??= verdict.because;
    outcomes.push(outcomeOf(verdict));
  }
  return { outcome: worstOutcome(outcomes), because };
}

const outcomeOf = (verdict: Verdict): Outcome =>
  verdict.kind !== 'found' ? verdict.kind : verdict.severity === 'info' ? 'ok' : verdict.severity;

const findingOf = ({ id, side }: Check, verdict: Extract<Verdict, { kind: 'found' }>): Finding => ({
  id,
  side,
  severity: verdict.severity,
  confidence: verdict.confidence,
  evidence: [...verdict.evidence],
  fixes: []
});

/** A stage's facts as plain JSON. */
const evidenceOf = (record: StageRecord<unknown>): StageResult['evidence'] =>
  record.state === 'done' ? (JSON.parse(JSON.stringify(record.facts)) as StageResult['evidence']) : {};
