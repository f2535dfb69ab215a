import { explain } from '../../shared/codes/explain';
import { kindOfFailure } from '../../shared/codes/look-up';
import type { Diagnosis } from '../../shared/model/diagnosis';
import type { FindingId } from '../../shared/model/finding-id';
import type { MachineDiagnosis } from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { pcOf } from '../changes/pc';
import { judgeMachine, type MachineQuestion } from '../diagnosis/judge-machine';
import { likelyCause, rank } from '../diagnosis/rank';
import { allReadings } from '../facts';
import { offeredFixes } from '../fixes/offer';

/** What a person's codes say, for the ranking and for the checks of this PC. */
export type Reason = Required<Pick<MachineQuestion, 'failures' | 'codes' | 'suspects'>>;

/** Reads the codes of what a person typed or pasted; nothing for no codes. */
export function reasonOf(codes: string | undefined): Reason {
  const explained = codes === undefined ? [] : (explain(codes)?.codes ?? []);
  const numbers = explained.flatMap(({ kind, code }) =>
    kind === 'message' ? [] : [{ kind, code: Number(code) }]
  );
  return {
    suspects: explained.flatMap(({ causes }) => causes.map(({ finding }) => finding)),
    failures: numbers.map(({ kind, code }) => kindOfFailure(kind, code)),
    codes: numbers.map(({ code }) => code)
  };
}

/** Of a PC that connects nobody asks who may sign in to it, whether it sleeps, or what its firewall lets in. */
const ofHostsAlone: readonly string[] = ['sockets', 'sessions', 'firewall', 'power', 'networks'];

/** What the checks of a PC that connects want to know; the firewall alone would take PowerShell some seconds. */
export const clientReadings: readonly Reading[] = allReadings.filter(
  (reading) =>
    reading.kind !== 'group' &&
    reading.kind !== 'right' &&
    reading.kind !== 'certificates' &&
    !(reading.kind === 'section' && ofHostsAlone.includes(reading.section))
);

/** What this PC means for the connection to `target`, as the one that connects. */
export const judgeThisPc = (image: MachineImage, question: MachineQuestion): MachineDiagnosis =>
  judgeMachine({ client: image, host: null }, question);

/**
 * The result of the path together with what this PC adds to it, ranked as one list. What the path shows may be mended on this
 * PC too, as where only a setting of the client keeps it from an old PC.
 *
 * @param image what was read of this PC
 */
export function withThisPc(
  path: Diagnosis,
  thisPc: MachineDiagnosis | null,
  reason: Reason,
  image: MachineImage | null = null
): Diagnosis {
  if (!thisPc) return path;
  const pc = image && pcOf(image);
  const mended = path.findings.map((finding) =>
    pc && mendedByTheClient.includes(finding.id) ? { ...finding, fixes: offeredFixes(pc, finding) } : finding
  );
  const findings = rank([...mended, ...thisPc.findings], reason.suspects);
  return {
    ...path,
    durationMs: Math.max(path.durationMs, thisPc.durationMs),
    findings,
    likelyCause: likelyCause(findings)
  };
}

/** Findings of the path for which something can be set on the PC that connects. */
const mendedByTheClient: readonly FindingId[] = ['credssp-unpatched', 'tls-version-old', 'udp-unavailable'];
