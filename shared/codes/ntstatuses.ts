import type { FindingId } from '../model/finding-id';
import type { CodeEntry } from './code-entry';

/**
 * Status codes as the host's logs carry them (TermDD 56, session manager event 40, failed sign-ins).
 * Names: https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55
 */

const rights: readonly FindingId[] = ['remote-logon-right-missing', 'remote-logon-denied'];

export const ntstatuses: readonly CodeEntry[] = [
  {
    code: 0xc0000001,
    name: 'STATUS_UNSUCCESSFUL',
    side: null,
    failure: 'other',
    causes: ['unstable-connection', 'connection-reset-midway'],
    alsoCheck: ['host-security-layer-error']
  },
  { code: 0xc0000022, name: 'STATUS_ACCESS_DENIED', side: 'host', failure: 'credentials', causes: rights },
  {
    code: 0xc000005e,
    name: 'STATUS_NO_LOGON_SERVERS',
    side: 'network',
    failure: 'credentials',
    causes: ['clock-skew']
  },
  {
    code: 0xc0000064,
    name: 'STATUS_NO_SUCH_USER',
    side: 'user',
    failure: 'credentials',
    causes: ['saved-credential', 'name-resolves-to-other-host']
  },
  {
    code: 0xc000006a,
    name: 'STATUS_WRONG_PASSWORD',
    side: 'user',
    failure: 'credentials',
    causes: ['saved-credential', 'pin-only-sign-in']
  },
  {
    code: 0xc000006d,
    name: 'STATUS_LOGON_FAILURE',
    side: 'user',
    failure: 'credentials',
    causes: ['saved-credential', 'pin-only-sign-in', 'ntlm-restricted'],
    alsoCheck: ['name-resolves-to-other-host']
  },
  {
    code: 0xc000006e,
    name: 'STATUS_ACCOUNT_RESTRICTION',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-denied', 'ntlm-restricted', 'pin-only-sign-in']
  },
  { code: 0xc000006f, name: 'STATUS_INVALID_LOGON_HOURS', side: 'host', failure: 'credentials', causes: [] },
  { code: 0xc0000070, name: 'STATUS_INVALID_WORKSTATION', side: 'host', failure: 'credentials', causes: [] },
  {
    code: 0xc0000071,
    name: 'STATUS_PASSWORD_EXPIRED',
    side: 'host',
    failure: 'credentials',
    causes: ['nla-required']
  },
  {
    code: 0xc0000072,
    name: 'STATUS_ACCOUNT_DISABLED',
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential']
  },
  {
    code: 0xc00000b5,
    name: 'STATUS_IO_TIMEOUT',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'vpn-active', 'was-asleep', 'adapter-may-turn-off']
  },
  {
    code: 0xc0000133,
    name: 'STATUS_TIME_DIFFERENCE_AT_DC',
    side: 'host',
    failure: 'credentials',
    causes: ['clock-skew']
  },
  {
    code: 0xc000015b,
    name: 'STATUS_LOGON_TYPE_NOT_GRANTED',
    side: 'host',
    failure: 'credentials',
    causes: rights
  },
  {
    code: 0xc000018d,
    name: 'STATUS_TRUSTED_RELATIONSHIP_FAILURE',
    side: 'host',
    failure: 'credentials',
    causes: ['clock-skew']
  },
  { code: 0xc0000193, name: 'STATUS_ACCOUNT_EXPIRED', side: 'host', failure: 'credentials', causes: [] },
  {
    code: 0xc000020d,
    name: 'STATUS_CONNECTION_RESET',
    side: 'network',
    failure: 'connection-lost',
    causes: ['connection-reset-midway', 'unstable-connection', 'vpn-active']
  },
  {
    code: 0xc0000224,
    name: 'STATUS_PASSWORD_MUST_CHANGE',
    side: 'host',
    failure: 'credentials',
    causes: ['nla-required']
  },
  {
    code: 0xc0000234,
    name: 'STATUS_ACCOUNT_LOCKED_OUT',
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential']
  },
  {
    code: 0xc000035b,
    name: 'STATUS_BAD_BINDINGS',
    side: 'client',
    failure: 'credentials',
    causes: ['ntlm-restricted', 'certificate-name-mismatch'],
    alsoCheck: ['vpn-active', 'third-party-firewall']
  },
  {
    code: 0xc0000413,
    name: 'STATUS_AUTHENTICATION_FIREWALL_FAILED',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-denied']
  }
];

/**
 * The status behind a number from a log. Windows sets bit 28 when it puts an NTSTATUS into an HRESULT, which turns
 * C0nnnnnn into D0nnnnnn: https://learn.microsoft.com/windows/win32/api/winerror/nf-winerror-hresult_from_nt
 */
export const withoutDPrefix = (value: number): number => (value & ~0x1000_0000) >>> 0;
