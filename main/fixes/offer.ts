import type { Finding } from '../../shared/model/diagnosis';
import type { FindingId } from '../../shared/model/finding-id';
import { planAction } from '../actions/plan';
import type { Pc } from '../changes/pc';
import { planFix } from '../changes/plan';
import { Refused } from '../changes/refused';
import { fixes } from '.';
import { offers, type Candidate } from './offers';

/** A fix as a finding offers it. */
export type OfferedFix = Finding['fixes'][number];

type About = Pick<Finding, 'id' | 'side' | 'evidence'>;

/**
 * The fixes of a finding on the PC that it is about: those that would change something there, in the order in which they are
 * to be tried. What policy forbids is offered as managed; what is already right, or the PC does not have, is left out.
 */
export function offeredFixes(pc: Pc, finding: About): OfferedFix[] {
  const candidates: readonly Candidate[] = offers[finding.id]?.(pc, finding) ?? [];
  const offered = candidates.flatMap((candidate) => offerOf(pc, candidate));
  // A downgrade is what is tried when the rest did not help: alone it is not offered.
  const first = offered.findIndex(({ id }) => fixes.get(id)?.risk !== 'downgrade');
  if (first < 0 && !loneDowngrades.includes(finding.id)) return [];
  return first < 0 ? offered : offered.slice(first);
}

/** Where the cure is an update of the other PC, which nobody can do from here, and a timed bridge is all there is. */
const loneDowngrades: readonly FindingId[] = ['credssp-unpatched', 'tls-version-old'];

function offerOf(pc: Pc, { id, params = {} }: Candidate): OfferedFix[] {
  const fix = fixes.get(id);
  if (!fix) return [];
  const read = fix.params.safeParse(params);
  if (!read.success) return [];
  const offered = { id, params: { ...read.data } };
  try {
    const { changes } =
      fix.kind === 'settings' ? planFix(pc, fix, read.data).plan : planAction(pc, fix, read.data);
    return changes.length === 0 ? [] : [offered];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.reason === 'managed-by-policy') return [{ ...offered, managed: true }];
    // What could not be read now may be readable for an administrator.
    return error.reason === 'unreadable' ? [offered] : [];
  }
}
