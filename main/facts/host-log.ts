import type { EventEntry } from '../../shared/model/machine-image';
import { clock } from './clock';
import { defineFacts, events, oldestEvent } from './define-facts';
import {
  coreIds,
  hostChannels,
  hostEvent,
  schannelIds,
  sessionEndId,
  termddIds,
  type HostEvent
} from './events/host-events';
import { isKnown, map, type Answer, type Fact } from './fact';

/** Scanners fill the channel: what is asked for reaches as far back as the channel itself in most cases. */
const newestArrivals = 1000;
const newestErrors = 5000;

const arrivals = events(hostChannels.core, [coreIds.accepted], newestArrivals);

/** What a host wrote down about the connections that it was asked for. */
export const hostLog = defineFacts({
  id: 'host-log',
  readings: {
    arrivals,
    oldest: oldestEvent(hostChannels.core, arrivals),
    core: events(
      hostChannels.core,
      [coreIds.disconnect, coreIds.securityLayer, coreIds.refused, coreIds.step],
      newestErrors
    ),
    sessions: events(hostChannels.sessions, [sessionEndId], newestErrors),
    termdd: events(hostChannels.system, termddIds, newestErrors, ['TermDD']),
    schannel: events(hostChannels.system, schannelIds, newestErrors, ['Schannel'])
  },
  derive: (read, of) => {
    const { offsetSeconds } = of(clock);
    const decoded = (
      channel: HostEvent['channel'],
      list: Answer<readonly EventEntry[]>,
      most: number
    ): Fact<readonly HostEvent[]> =>
      map({ ...list, path: `events/${channel}` }, (found) =>
        // A recording may hold any number of them.
        (found ?? []).slice(0, most).map((event) => hostEvent(channel, event, offsetSeconds))
      );
    const arrived = decoded(hostChannels.core, read.arrivals, newestArrivals);
    return {
      /** Connections that arrived, newest first. */
      arrivals: arrived,
      /**
       * Since when every arrival is among them, corrected, in milliseconds since the epoch; null where the channel holds
       * nothing.
       */
      arrivalsSince: since(arrived, read.oldest, offsetSeconds),
      /** Errors of the security layer with what belongs to them (103, 139, 140, 226), newest first. */
      core: decoded(hostChannels.core, read.core, newestErrors),
      /** Why sessions were disconnected, newest first. */
      sessionEnds: decoded(hostChannels.sessions, read.sessions, newestErrors),
      termdd: decoded(hostChannels.system, read.termdd, newestErrors),
      schannel: decoded(hostChannels.system, read.schannel, newestErrors)
    };
  }
});

function since(
  arrived: Fact<readonly HostEvent[]>,
  oldest: Answer<EventEntry>,
  offsetSeconds: number
): Answer<number> {
  // The list may be cut short of the channel's beginning: it is whole from its own last entry on.
  const cut = isKnown(arrived) && arrived.value.length >= newestArrivals ? arrived.value.at(-1) : undefined;
  return map(oldest, (event) =>
    event === null ? null : (cut?.correctedAt ?? Date.parse(event.at) - offsetSeconds * 1000)
  );
}
