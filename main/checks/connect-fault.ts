import type { Evidence } from '../../shared/model/diagnosis';
import type { ConnectAttempt, ConnectFacts, Family } from '../../shared/model/transcript';
import { seen } from './define-check';

/**
 * The one reason why no address could be reached, so that one fault gives one problem. The answer that proves the most
 * wins: a refusal proves the host is up, silence only that something swallowed the packet.
 */
export function connectFault({
  address,
  attempts
}: ConnectFacts): 'refused' | 'filtered' | 'unreachable' | 'error' | null {
  if (address !== null) return null;
  const outcomes = attempts.map(({ outcome }) => outcome);
  return (
    (['refused', 'filtered', 'unreachable', 'error'] as const).find((fault) => outcomes.includes(fault)) ??
    null
  );
}

const dead: readonly ConnectAttempt['outcome'][] = ['filtered', 'unreachable'];

/** What each address answered. */
export const attemptEvidence = ({ attempts }: ConnectFacts): Evidence[] =>
  attempts.map(({ address, outcome, code, unreachable }) =>
    seen(`connect/${address}`, [outcome, unreachable, code].filter((part) => part !== null).join(' '), 'open')
  );

/**
 * Whether a family is announced by the name service and dead while the other works. A refusal is an answer, and a client goes
 * on to the next address at once. A PC that has no route for that family at all never tries it, so that is no fault
 * of the path.
 */
export function deadFamily({ address, attempts }: ConnectFacts, family: Family): Evidence[] {
  const own = attempts.filter((attempt) => attempt.family === family);
  const isDead =
    own.length > 0 &&
    own.every(({ outcome, unreachable }) => dead.includes(outcome) && unreachable !== 'no-route');
  if (address === null || !isDead) return [];
  return own.map((attempt) => seen(`connect/${attempt.address}`, attempt.code ?? attempt.outcome, 'open'));
}
