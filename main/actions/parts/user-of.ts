import { isKnown } from '../../facts/fact';
import type { Session } from '../../facts/sessions';

const knownOr = <T extends string>(fact: Session['user'], otherwise: T): string =>
  isKnown(fact) ? (fact.value ?? otherwise) : otherwise;

/**
 * A session for people, in data of the PC alone: `PC7\\anna, disconnected, idle 2 h`. Idle time in whole hours: a plan must
 * not be another one because a minute has passed.
 */
export function userOf({ user, state, idleSeconds }: Session): string {
  const hours = isKnown(idleSeconds) ? Math.floor((idleSeconds.value ?? 0) / 3600) : 0;
  return `${knownOr(user, '?')}, ${knownOr(state, '?')}${hours > 0 ? `, idle ${hours} h` : ''}`;
}
