import type { Finding } from '../../shared/model/diagnosis';
import { machineFindingIds, networkFindingIds, type FindingId } from '../../shared/model/finding-id';

/** The wrong PC explains everything that is odd about it, so it comes before what it shows. */
const explainsTheMost: readonly FindingId[] = ['name-not-found', 'name-resolves-to-other-host'];
const severities = ['problem', 'warning', 'info'] as const;
/** Ids stand in the order in which a connection is made: what breaks first explains what comes after. */
const order: readonly FindingId[] = [
  ...explainsTheMost,
  ...networkFindingIds.filter((id) => !explainsTheMost.includes(id)),
  ...machineFindingIds
];

/** Most important first: severity, then what the person's error code speaks for, then what breaks first, then confidence. */
export function rank(findings: readonly Finding[], suspects: readonly FindingId[]): Finding[] {
  const suspicion = ({ id }: Finding): number =>
    suspects.includes(id) ? suspects.indexOf(id) : suspects.length;
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      suspicion(a) - suspicion(b) ||
      order.indexOf(a.id) - order.indexOf(b.id) ||
      b.confidence - a.confidence
  );
}

/** The problem that explains the most; null where nothing stops a connection. */
export const likelyCause = (ranked: readonly Finding[]): FindingId | null =>
  ranked[0]?.severity === 'problem' ? ranked[0].id : null;
