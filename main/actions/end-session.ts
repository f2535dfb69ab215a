import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import { isKnown } from '../facts/fact';
import type { Session } from '../facts/sessions';
import type { ConflictId } from '../fixes/conflicts';
import { isUnavailable } from '../../shared/model/machine-image';
import { defineAction, Halfway, type ActionWork } from './define-action';
import type { ActionDoors } from './doors';
import { userOf } from './parts/user-of';

const where = (session: string): string => `sessions/${Number(session)}`;

/** Milliseconds that a session gets to end, by each of the two ways, and between two looks at it. */
const patience = 30_000;
const betweenLooks = 2_000;

/** Ends a session that somebody left behind, or that hangs. */
export const action = defineAction({
  id: 'end-session',
  plan: (pc, { session = '' }) => {
    const found = findSession(pc, session);
    if (found === null) throw new Refused('not-there', where(session));
    if (isLikelyOwn(pc, found)) throw new Refused('own-session', where(session));
    return {
      changes: [{ setting: 'session', where: where(session), before: userOf(found), after: null }],
      conflicts: conflictsOf(found)
    };
  },
  run: async (doors, work) => {
    const { params, keep, signal, onStep } = work;
    const { session = '' } = params;
    if (Number(session) === (await doors.ownSession())) throw new Refused('own-session', where(session));
    if (signal.aborted) throw new Refused('cancelled', where(session));
    await keep();
    let last = 'not-supported';
    for (const program of ways(work.pc, session)) {
      onStep('writing');
      const status = await end(doors, program, session);
      if (status === null) continue;
      last = status;
      onStep('waiting');
      if (await isGone(doors, work, session)) return;
      // The session was told to end and may do so yet; resetting it is not begun.
      if (signal.aborted) throw new Halfway(where(session), 'told', 'cancelled');
    }
    throw new Refused('failed', where(session), last);
  }
});

/** @throws Refused where nobody knows, or for what is no session of a person */
function findSession({ image, facts: { sessions } }: Pc, session: string): Session | null {
  if (!isKnown(sessions.people))
    throw new Refused('unreadable', sessions.people.path, sessions.people.unavailable);
  const found = sessions.people.value.find(({ id }) => id === Number(session)) ?? null;
  const listed = Array.isArray(image.sessions) ? image.sessions : [];
  const isOther = listed.some((one) => !isUnavailable(one) && one.id === Number(session));
  if (found === null && isOther) throw new Refused('not-supported', where(session), 'of-no-person');
  return found;
}

/**
 * Whether it is the person's own, as far as a reading tells: the one active session of their account. Which one it is for
 * certain only the process knows that runs in it.
 */
function isLikelyOwn({ image: { identity }, facts: { sessions } }: Pc, session: Session): boolean {
  const user = identity && 'user' in identity && typeof identity.user === 'string' ? identity.user : null;
  if (user === null || !isKnown(sessions.people)) return false;
  const own = sessions.people.value.filter((one) => isOf(one, user) && isActive(one));
  return own.length === 1 && own[0]?.id === session.id;
}

/** Some listings have the name alone: `anna` for `PC7\anna`. */
const isOf = (session: Session, user: string): boolean => {
  const name = isKnown(session.user) ? (session.user.value ?? '').toLowerCase() : '';
  return name === user.toLowerCase() || name === user.toLowerCase().split('\\').at(-1);
};
const isActive = ({ state }: Session): boolean => isKnown(state) && state.value === 'active';

function conflictsOf(session: Session): ConflictId[] {
  const isConsole = isKnown(session.name) && /^console$/i.test(session.name.value ?? '');
  if (isConsole) return ['session-at-console'];
  return isActive(session) ? ['session-in-use'] : [];
}

/**
 * Signing out lets programs end in order; resetting does not ask them, and is what helps where nothing in the session answers.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/logoff
 * https://learn.microsoft.com/windows-server/administration/windows-commands/reset-session
 */
function ways(pc: Pc, session: string): readonly string[] {
  const found = findSession(pc, session);
  const isDown = found !== null && isKnown(found.state) && found.state.value === 'down';
  return isDown ? ['rwinsta.exe'] : ['logoff.exe', 'rwinsta.exe'];
}

/** @returns how the program ended; null where this Windows does not have it */
async function end({ programs }: ActionDoors, program: string, session: string): Promise<string | null> {
  const call = {
    program,
    args: [session],
    encoding: 'oem',
    deadlineMs: 60_000,
    outputLimit: 65_536
  } as const;
  // Not the caller's signal: whoever lets go of it half-way would not know what was ended.
  const ended = await programs(call, new AbortController().signal);
  if (!isUnavailable(ended)) return `${program} ${ended.status}`;
  return ended.unavailable === 'not-supported' ? null : `${program} ${ended.unavailable}`;
}

/** What the program says of itself proves nothing: the session has to be gone. */
async function isGone(doors: ActionDoors, { look, signal }: ActionWork, session: string): Promise<boolean> {
  for (let waited = 0; ; waited += betweenLooks) {
    const pc = await look([{ kind: 'section', section: 'sessions' }]);
    const { people } = pc.facts.sessions;
    if (isKnown(people) && !people.value.some(({ id }) => id === Number(session))) return true;
    if (waited >= patience || signal.aborted) return false;
    await doors.wait(betweenLooks, signal);
  }
}
