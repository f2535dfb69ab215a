import type { Finding } from '../../../shared/model/diagnosis';
import type { CheckResult, MachineDiagnosis, Pc } from '../../../shared/model/machine-diagnosis';
import { machineStageIds, worstOutcome, type MachineStageId } from '../../../shared/model/stage';
import type { PcRunState } from '../../../shared/model/pc-run-state';

// Looks at PCs for tests: as main would send them, with only what a test is about filled in.

export const check = (
  id: CheckResult['id'],
  outcome: CheckResult['outcome'] = 'ok',
  more: Partial<CheckResult> = {}
): CheckResult => ({ id, side: 'host', outcome, evidence: [], ...more });

/** A check that Windows answers to administrators only. */
export const denied = (id: CheckResult['id']): CheckResult =>
  check(id, 'could-not-run', {
    because: 'access-denied',
    needsElevation: true,
    missing: { path: `rights/${id}`, detail: 'error 5' }
  });

export const unread = (id: CheckResult['id']): CheckResult =>
  check(id, 'could-not-run', { because: 'not-read', needsElevation: false });

export const found = (
  id: Finding['id'],
  severity: Finding['severity'],
  side: Finding['side'] = 'host'
): Finding => ({
  id,
  side,
  severity,
  confidence: 0.95,
  evidence: [],
  fixes: []
});

export const pcs = (...names: readonly [Pc['role'], string | null][]): Pc[] =>
  names.map(([role, computer]) => ({
    role,
    computer,
    takenAt: '2026-11-20T10:00:00Z',
    takenBy: 'app 1.0.0'
  }));

/** A PC as a host, unless its PCs say otherwise. */
export function pcDiagnosis(
  checks: Partial<Record<MachineStageId, readonly CheckResult[]>>,
  findings: readonly Finding[] = [],
  seen: readonly Pc[] = pcs(['host', 'PC9'])
): MachineDiagnosis {
  return {
    schema: 'reconnect.diagnosis/1',
    target: { thisPc: true, role: seen.length > 1 ? 'both' : (seen[0]?.role ?? 'host') },
    pcs: [...seen],
    startedAt: '2026-11-20T10:00:00Z',
    durationMs: 0,
    stages: machineStageIds.map((id) => ({
      id,
      outcome: worstOutcome((checks[id] ?? []).map(({ outcome }) => outcome)),
      durationMs: 0,
      evidence: { checks: [...(checks[id] ?? [])] }
    })),
    findings: [...findings],
    likelyCause: findings[0]?.severity === 'problem' ? findings[0].id : null
  };
}

/** A look that is over, at a report, unless said otherwise. */
export const pcRun = (diagnosis: MachineDiagnosis | null, state: Partial<PcRunState> = {}): PcRunState => ({
  runId: 'a',
  sequence: 1,
  status: 'done',
  kind: 'report',
  name: 'pc9.json',
  role: diagnosis?.target.role ?? 'host',
  target: null,
  since: 0,
  progress: null,
  diagnosis,
  problem: null,
  ...state
});
