import type { SessionEntry } from '../../shared/model/machine-image';
import { defineFacts, section } from './define-facts';
import { field, isKnown, items, known, map, notKnown, oneOf, type Answer, type Fact } from './fact';

/** https://learn.microsoft.com/windows/win32/api/wtsapi32/ne-wtsapi32-wts_connectstate_class */
const states = [
  'active',
  'connected',
  'connect-query',
  'shadow',
  'disconnected',
  'idle',
  'listen',
  'reset',
  'down',
  'init'
] as const;

export interface Session {
  readonly id: number;
  /** `rdp-tcp#3`, `console`; empty or null where it is connected to nothing. */
  readonly name: Answer<string>;
  readonly user: Answer<string>;
  readonly state: Answer<(typeof states)[number]>;
  readonly idleSeconds: Answer<number>;
}

/** Who is signed in, and the sessions that were left behind. */
export const sessions = defineFacts({
  id: 'sessions',
  readings: { sessions: section('sessions') },
  derive: (read) => {
    const all = believable(items(read.sessions));
    const people = map(all, (list) => list.map((session) => asSession(session, all)).filter(mayBeOfAPerson));
    return {
      /** Sessions of people: without the one of the services, and without the listeners. */
      people,
      /** How many of them came by Remote Desktop and are connected or left behind. */
      remote: map(people, (list) => list.filter(isRemote).length)
    };
  }
});

/** More than any Windows can have: nobody knows what such a list means. */
const mostSessions = 65_537;

const believable = <T>(list: Fact<readonly T[]>): Fact<readonly T[]> =>
  isKnown(list) && list.value.length > mostSessions
    ? notKnown('failed', list.path, `${list.value.length} sessions`)
    : list;

function asSession(entry: SessionEntry, of: Fact<unknown>): Session {
  const session: Answer<SessionEntry> = {
    ...known(entry, `sessions/${entry.id}`),
    complete: isKnown(of) && of.complete
  };
  return {
    id: entry.id,
    name: field(session, 'name'),
    user: field(session, 'user'),
    state: oneOf(field(session, 'state'), states),
    idleSeconds: field(session, 'idleSeconds')
  };
}

/** Session 0 belongs to the services. https://learn.microsoft.com/windows/win32/services/interactive-services */
const mayBeOfAPerson = ({ id, user, state }: Session): boolean =>
  id !== 0 &&
  !(isKnown(user) && (user.value ?? '').trim() === '') &&
  !(isKnown(state) && state.value === 'listen');

/** A session that is left behind loses its name; one at the console keeps it. */
function isRemote({ name, user, state }: Session): boolean {
  const station = isKnown(name) ? (name.value ?? '') : '';
  if (/^rdp-/i.test(station)) return true;
  return station === '' && isKnown(user) && isKnown(state) && state.value === 'disconnected';
}
