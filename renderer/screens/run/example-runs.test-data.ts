import type { Diagnosis, Finding, StageResult } from '../../../shared/model/diagnosis';
import type { RunState } from '../../../shared/model/run-state';
import type { StageId } from '../../../shared/model/stage';

// Runs for tests: as main would send them, with only what a test is about filled in.

export const stage = (
  id: StageId,
  outcome: StageResult['outcome'],
  evidence: StageResult['evidence'] = {}
): StageResult => ({ id, outcome, durationMs: 5, evidence });

export const finding = (
  id: Finding['id'],
  side: Finding['side'],
  severity: Finding['severity'] = 'problem'
): Finding => ({ id, side, severity, confidence: 0.9, evidence: [], fixes: [] });

/** A run that is over, unless said otherwise. */
export function run(
  diagnosis: Partial<Pick<Diagnosis, 'stages' | 'findings' | 'likelyCause'>>,
  state: Partial<RunState> = {}
): RunState {
  return {
    runId: 'a',
    sequence: 1,
    status: 'done',
    typed: 'pc9',
    active: [],
    watching: false,
    thisPc: null,
    ...state,
    diagnosis: {
      schema: 'reconnect.diagnosis/1',
      target: { host: 'pc9', port: 3389 },
      startedAt: '2026-11-20T10:00:00Z',
      durationMs: 120,
      stages: [],
      findings: [],
      likelyCause: null,
      ...diagnosis
    }
  };
}

const latency = {
  attempts: [{ address: '10.0.0.9', outcome: 'open', latencyMs: 12, durationMs: 12 }],
  address: '10.0.0.9'
};

export const allFine: readonly StageResult[] = [
  stage('resolve', 'ok'),
  stage('connect', 'ok', latency),
  stage('negotiate', 'ok'),
  stage('tls', 'ok'),
  stage('credssp', 'ok'),
  stage('udp', 'ok'),
  stage('stability', 'not-applicable', { because: 'not-asked' })
];

/** All fine up to `id`, a problem there, nothing reached after it. */
export function brokenAt(id: StageId): StageResult[] {
  const at = allFine.findIndex((one) => one.id === id);
  return allFine.map((one, index) => {
    if (index < at) return one;
    return index === at
      ? stage(one.id, 'problem')
      : stage(one.id, 'not-applicable', { because: 'not-reached' });
  });
}
