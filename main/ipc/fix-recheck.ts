import type { Finding } from '../../shared/model/diagnosis';
import type { Recheck } from '../../shared/model/fix-state';
import type { MachineDiagnosis } from '../../shared/model/machine-diagnosis';
import type { Fix } from '../fixes/define-fix';

/**
 * How the findings came out that a fix is about: that for which it was opened, and those it names. One that this look at the
 * PC does not judge, such as one of the network, is left out.
 *
 * @param before what the check had found when the fix was opened
 */
export function recheck(
  fix: Fix,
  opened: Finding,
  before: readonly Finding[],
  diagnosis: MachineDiagnosis
): Recheck[] {
  const checks = diagnosis.stages.flatMap(({ evidence }) => evidence.checks);
  const ids = [opened.id, ...fix.verify.filter((id) => id !== opened.id)];
  return ids.flatMap((id): Recheck[] => {
    const about = checks.filter((check) => check.id === id);
    const check = about.find(({ side }) => side === opened.side) ?? about[0];
    if (!check) return [];
    const { side } = check;
    const found = diagnosis.findings.some((finding) => finding.id === id && finding.side === side);
    if (found) return [{ finding: id, side, outcome: 'still' }];
    // What another finding explains is not judged, and says nothing about the fix.
    if (check.because?.startsWith('silenced by') === true) return [];
    if (check.outcome === 'could-not-run') return [{ finding: id, side, outcome: 'not-seen' }];
    const was = before.some((finding) => finding.id === id && finding.side === side);
    return [{ finding: id, side, outcome: was ? 'gone' : 'fine' }];
  });
}
