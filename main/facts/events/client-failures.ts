import type { KindOfFailure } from '../../../shared/codes/code-entry';
import { kindOf, kindOfFailure, lookUp } from '../../../shared/codes/look-up';
import type { EventEntry } from '../../../shared/model/machine-image';
import { eventCode, eventText } from './event-fields';
import { hostAndPort } from './target';

/** A connection that failed, as the client's own log tells it. */
export interface ClientFailure {
  /** Milliseconds since the epoch, by the client's own clock, as its log shows it. */
  readonly at: number;
  /** The same with the client's clock error taken away: what to compare with times of another PC. */
  readonly correctedAt: number;
  /** When that attempt to connect began, corrected as well; null where the log does not say. */
  readonly correctedStart: number | null;
  /** The code that the Remote Desktop client showed first. */
  readonly reason: number;
  /** The second one; null where the log does not keep it, as Windows' own does not. */
  readonly extended: number | null;
  readonly kind: KindOfFailure;
  /** What the reason is called; null where no table has it. */
  readonly name: string | null;
  /** Host that was connected to, without a port; null where the log does not say. */
  readonly target: string | null;
  readonly port: number | null;
}

/** Where an attempt to connect went to, from event 1024. */
export interface ClientAttempt {
  readonly at: number;
  readonly host: string;
  readonly port: number | null;
}

export const connectingId = 1024;
export const disconnectedId = 1026;

/**
 * Failures among events 1026, in the order given. What a person did (closing the session, dismissing a prompt) is none.
 * Events 1024 and 1026 carry `Name` and `Value`: the server, and the reason in decimal.
 * Numbers: https://learn.microsoft.com/windows/win32/termserv/imstscaxevents-ondisconnected
 *
 * @param events newest first
 */
export function clientFailures(events: readonly EventEntry[], offsetSeconds: number): ClientFailure[] {
  const attempts = events.filter(({ id }) => id === connectingId);
  return events
    .filter(({ id }) => id === disconnectedId)
    .flatMap((event): ClientFailure[] => {
      const reason = reasonOf(event);
      if (reason === null) return [];
      const extended = eventCode(event, 'ExtendedDisconnectReason', 'ExtendedReason', 'Extended');
      const first = kindOf(reason, 'code');
      const kind = kindOfBoth(first, extended);
      if (kind === 'no-failure') return [];
      const attempt = attemptBefore(event, attempts);
      const at = Date.parse(event.at);
      return [
        {
          at,
          correctedAt: at - offsetSeconds * 1000,
          correctedStart: attempt ? attempt.at - offsetSeconds * 1000 : null,
          reason,
          extended,
          kind,
          name: lookUp(first.kind, first.code).facts.name,
          target: attempt?.host ?? null,
          port: attempt?.port ?? null
        }
      ];
    });
}

/** Why a connection ended, from event 1026; null where that cannot be read. */
export const reasonOf = (event: EventEntry): number | null =>
  eventCode(event, 'Value', 'DisconnectReason', 'Reason', '1');

/** The newest attempts first; an event that names no server is none. */
export const clientAttempts = (events: readonly EventEntry[]): ClientAttempt[] =>
  events.filter(({ id }) => id === connectingId).flatMap((event) => asAttempt(event) ?? []);

/** What the host said of its reason outranks what the client made of it. */
function kindOfBoth(first: ReturnType<typeof kindOf>, extended: number | null): KindOfFailure {
  const kind = kindOfFailure(first.kind, first.code);
  if (kind === 'no-failure' || extended === null || extended === 0) return kind;
  const second = kindOfFailure('extended-reason', extended);
  return second === 'other' ? kind : second;
}

/** The nearest attempt before it: of the same activity where the log keeps activities. */
function attemptBefore(
  failure: EventEntry,
  newestFirst: readonly EventEntry[]
): ClientAttempt | null | undefined {
  const before = newestFirst.filter((attempt) => isBefore(attempt, failure));
  const ofFailure = activityOf(failure);
  const nearest =
    (ofFailure === null ? before[0] : before.find((attempt) => activityOf(attempt) === ofFailure)) ??
    before.find((attempt) => activityOf(attempt) === null);
  return nearest && asAttempt(nearest);
}

/** Both may bear the same time: the number of the record tells which was first. */
function isBefore(attempt: EventEntry, failure: EventEntry): boolean {
  const [a, b] = [Date.parse(attempt.at), Date.parse(failure.at)];
  if (a !== b) return a < b;
  return typeof attempt.record === 'number' && typeof failure.record === 'number'
    ? attempt.record < failure.record
    : true;
}

const activityOf = ({ activityId }: EventEntry): string | null =>
  typeof activityId === 'string' && activityId !== '' ? activityId.toLowerCase() : null;

function asAttempt(event: EventEntry): ClientAttempt | null {
  const server = eventText(event, 'Value', 'ServerName', 'Server', '1');
  if (server === null) return null;
  const { host, port } = hostAndPort(server);
  return host === '' ? null : { at: Date.parse(event.at), host, port };
}
