import { hresults } from '../../../shared/codes/hresults';
import { kindOf, lookUp, type NumberKind } from '../../../shared/codes/look-up';
import type { EventEntry } from '../../../shared/model/machine-image';
import { eventCode, eventText } from './event-fields';
import { hostAndPort } from './target';

/** Channels that a host writes about Remote Desktop. */
export const hostChannels = {
  core: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational',
  sessions: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
  system: 'System'
} as const;
type HostChannel = (typeof hostChannels)[keyof typeof hostChannels];

/** An event of a host with its number taken apart. */
export interface HostEvent {
  readonly channel: HostChannel;
  readonly id: number;
  /** Milliseconds since the epoch, by the host's own clock. */
  readonly at: number;
  /** The same with the host's clock error taken away: what to compare with times of another PC. */
  readonly correctedAt: number;
  /** The number it carries, as the tables of `shared/codes` have it; null where it carries none. */
  readonly code: { readonly kind: NumberKind; readonly value: number; readonly name: string | null } | null;
  /** Address of the client, without a port and a zone; null where it names none. */
  readonly address: string | null;
  /** In lower case. Events of one connection share it. */
  readonly activity: string | null;
}

/** Ids of the RdpCoreTS channel. */
export const coreIds = {
  disconnect: 103,
  /** A connection arrived. */
  accepted: 131,
  /** The security layer met an error: `ResultCode`, `IPString`. */
  securityLayer: 139,
  /** A user name or password was wrong: `IPString`. */
  refused: 140,
  /** A step of the connection failed: `ErrorCode`. */
  step: 226
} as const;

/** Why a session was disconnected: `Session`, `Reason`. */
export const sessionEndId = 40;
export const termddIds = [50, 56] as const;
/** No use of the private key, no credential, no shared cipher, a fatal alert that was sent. */
export const schannelIds = [36_870, 36_871, 36_874, 36_888] as const;

/** An event of a host made readable. */
export function hostEvent(channel: HostChannel, event: EventEntry, offsetSeconds: number): HostEvent {
  const at = Date.parse(event.at);
  const client = eventText(event, 'IPString', 'ClientIP', 'ClientAddress');
  return {
    channel,
    id: event.id,
    at,
    correctedAt: at - offsetSeconds * 1000,
    code: codeOf(channel, event),
    address: client === null ? null : plainAddress(client),
    activity:
      typeof event.activityId === 'string' && event.activityId !== '' ? event.activityId.toLowerCase() : null
  };
}

/** `192.0.2.7:50123`, `[fe80::1%5]:50123`: the address alone, in lower case. */
export const plainAddress = (text: string): string =>
  (hostAndPort(text).host.split('%', 1)[0] ?? '').replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();

function codeOf(channel: HostChannel, event: EventEntry): HostEvent['code'] {
  const read = numberOf(channel, event);
  return read && { ...read, name: lookUp(read.kind, read.value).facts.name };
}

function numberOf(channel: HostChannel, event: EventEntry): { kind: NumberKind; value: number } | null {
  switch (channel) {
    case hostChannels.core:
      return asNumber(eventCode(event, 'ResultCode', 'ErrorCode', 'ReasonCode'), 'code');
    case hostChannels.sessions:
      // The numbers of extended reasons, or a raw error of Windows or an NTSTATUS with the D-prefix.
      return asNumber(eventCode(event, 'Reason'), 'extended');
    case hostChannels.system:
      return (termddIds as readonly number[]).includes(event.id)
        ? asNumber(lastDword(eventText(event, 'Binary')), 'code')
        : schannelNumber(event);
  }
}

function asNumber(
  value: number | null,
  label: 'code' | 'extended'
): { kind: NumberKind; value: number } | null {
  if (value === null) return null;
  const { kind, code } = kindOf(value, label);
  return { kind, value: code };
}

/**
 * TermDD keeps its status in the last four bytes of the event's binary data, low byte first.
 * https://techcommunity.microsoft.com/blog/askperf/the-curious-case-of-event-id-56-with-source-termdd/374553
 */
export function lastDword(hex: string | null): number | null {
  const bytes = /([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex ?? '');
  if (hex === null || !bytes || hex.length % 2 !== 0) return null;
  return parseInt(`${bytes[4] ?? ''}${bytes[3] ?? ''}${bytes[2] ?? ''}${bytes[1] ?? ''}`, 16);
}

/**
 * Schannel names an error, or the TLS alert that it sent, which stands for an HRESULT.
 * https://learn.microsoft.com/windows/win32/secauthn/schannel-error-codes-for-tls-and-ssl-alerts
 */
function schannelNumber(event: EventEntry): { kind: NumberKind; value: number } | null {
  const alert = eventCode(event, 'AlertDesc');
  if (alert === null) return asNumber(eventCode(event, 'ErrorCode'), 'code');
  const stands = hresults.find(({ alerts }) => alerts?.includes(alert));
  return stands ? { kind: 'hresult', value: stands.code } : null;
}
