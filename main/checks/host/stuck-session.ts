import { isKnown } from '../../facts/fact';
import type { Session } from '../../facts/sessions';
import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shown,
  shownAs,
  sound,
  type MachineVerdict
} from '../define-machine-check';

/** An hour. */
const longIdleSeconds = 3600;

/** A session that its person cannot get back into, or has left behind. */
export const check = defineMachineCheck({
  id: 'stuck-session',
  stage: 'sessions',
  about: 'host',
  run: ({ sessions }) => {
    const people = need(sessions.people);
    return people.value.length === 0
      ? sound(shownAs(people, 0, 0))
      : all(telling(people.value).map((session) => () => isInUse(session)));
  }
});

/** As many as anybody would read, those first that may be stuck. */
function telling(people: readonly Session[]): readonly Session[] {
  const rank = ({ state }: Session): number =>
    !isKnown(state) ? 1 : state.value === 'down' ? 0 : state.value === 'disconnected' ? 2 : 3;
  return [...people].sort((a, b) => rank(a) - rank(b)).slice(0, 100);
}

function isInUse(session: Session): MachineVerdict {
  const state = need(session.state);
  const seen = shown(state, 'active');
  if (state.value === 'down') return hasPerson(session) ? foundOnPc('warning', 0.7, seen) : nobodys;
  if (state.value !== 'disconnected') return sound(shown(state, state.value));
  const idle = need(session.idleSeconds);
  if (idle.value === null || idle.value <= longIdleSeconds) return sound(seen);
  return hasPerson(session) ? foundOnPc('info', 0.4, seen, shown(idle, longIdleSeconds)) : nobodys;
}

/** Whether a session belongs to somebody; those of which that is known and not so were left out already. */
const hasPerson = ({ user }: Session): boolean => need(user).value !== null;
const nobodys = doesNotApply('no-user');
