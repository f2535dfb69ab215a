import type { EventEntry } from '../../shared/model/machine-image';
import { clock } from './clock';
import { defineFacts, events } from './define-facts';
import {
  clientAttempts,
  clientFailures,
  connectingId,
  disconnectedId,
  reasonOf,
  type ClientFailure
} from './events/client-failures';
import { isKnown, map, notKnown, type Answer, type Fact } from './fact';

export const clientChannel = 'Microsoft-Windows-TerminalServices-RDPClient/Operational';
/** A person who tries again and again leaves two events each time. */
const newest = 200;

/** What the Remote Desktop client of this PC wrote down: where it connected to and how that ended. */
export const clientLog = defineFacts({
  id: 'client-log',
  readings: { events: events(clientChannel, [connectingId, disconnectedId], newest) },
  derive: (read, of) => {
    const path = `events/${clientChannel}/${disconnectedId}`;
    const listed = map({ ...read.events, path }, newestOf);
    const last = isKnown(listed) ? listed.value.find(({ id }) => id === disconnectedId) : undefined;
    const failures: Fact<readonly ClientFailure[]> =
      last && reasonOf(last) === null
        ? notKnown('failed', path, 'the newest event does not say why it was disconnected')
        : map(listed, (list) => clientFailures(list, of(clock).offsetSeconds));
    const lastFailure: Answer<ClientFailure> = map(failures, ([first]) => first ?? null);
    return {
      /** Connections that failed, newest first. */
      failures,
      /** The newest of them; null where none is in the log. */
      lastFailure,
      /** Server of the newest attempt, without a port; null where none is in the log. */
      lastTarget: map<readonly EventEntry[] | null, string | null>(
        { ...read.events, path: `events/${clientChannel}/${connectingId}` },
        (list) => clientAttempts(newestOf(list))[0]?.host ?? null
      )
    };
  }
});

/** A recording may hold any number; pairing them all would take its square. */
const newestOf = (list: readonly EventEntry[] | null): readonly EventEntry[] => (list ?? []).slice(0, newest);
