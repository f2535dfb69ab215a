import type { FindingId } from '../model/finding-id';
import type { CodeEntry, CodeRange } from './code-entry';

/**
 * The second number: what the *host* told the client, so it outranks the first. Event 40 of the host's session manager
 * log carries the same numbers.
 *
 * Names: https://learn.microsoft.com/windows/win32/termserv/extendeddisconnectreasoncode, and for those only the
 * protocol knows section 2.2.5.1.1 of MS-RDPBCGR:
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/a21a1bd9-2303-49c1-90ec-3932435c248c
 */

const graphics: readonly FindingId[] = ['known-bad-update', 'other-remote-tool'];

export const extendedReasons: readonly CodeEntry[] = [
  { code: 0x0, name: 'exDiscReasonNoInfo', side: null, failure: 'other', causes: [] },
  {
    code: 0x1,
    name: 'exDiscReasonAPIInitiatedDisconnect',
    side: 'host',
    failure: 'no-failure',
    causes: [],
    text: 'administrator'
  },
  {
    code: 0x2,
    name: 'exDiscReasonAPIInitiatedLogoff',
    side: 'host',
    failure: 'no-failure',
    causes: [],
    text: 'administrator'
  },
  {
    code: 0x3,
    name: 'exDiscReasonServerIdleTimeout',
    side: 'host',
    failure: 'other',
    causes: ['session-time-limits']
  },
  {
    code: 0x4,
    name: 'exDiscReasonServerLogonTimeout',
    side: 'host',
    failure: 'other',
    causes: ['session-time-limits']
  },
  {
    code: 0x5,
    name: 'exDiscReasonReplacedByOtherConnection',
    side: 'host',
    failure: 'other',
    causes: ['other-remote-tool']
  },
  { code: 0x6, name: 'exDiscReasonOutOfMemory', side: 'host', failure: 'other', causes: [] },
  {
    code: 0x7,
    name: 'exDiscReasonServerDeniedConnection',
    side: 'host',
    failure: 'other',
    causes: [
      'remote-desktop-off',
      'remote-desktop-setting-conflict',
      'logons-disabled',
      'listener-connection-limit',
      'remote-logon-right-missing',
      'remote-logon-denied',
      'setup-unfinished'
    ],
    alsoCheck: ['listener-disabled', 'stuck-session']
  },
  {
    code: 0x8,
    name: 'exDiscReasonServerDeniedConnectionFips',
    side: 'host',
    failure: 'other',
    causes: ['fips-mode', 'client-too-old']
  },
  {
    code: 0x9,
    name: 'exDiscReasonServerInsufficientPrivileges',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-right-missing', 'remote-logon-denied']
  },
  {
    code: 0xa,
    name: 'exDiscReasonServerFreshCredsRequired',
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential', 'saved-credentials-not-allowed']
  },
  {
    code: 0xb,
    name: 'exDiscReasonRpcInitiatedDisconnectByUser',
    side: 'user',
    failure: 'no-failure',
    causes: [],
    text: 'by-user'
  },
  {
    code: 0xc,
    name: 'exDiscReasonLogoffByUser',
    side: 'user',
    failure: 'no-failure',
    causes: [],
    text: 'by-user'
  },
  {
    code: 0xf,
    name: 'ERRINFO_CLOSE_STACK_ON_DRIVER_NOT_READY',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'display-driver'
  },
  {
    code: 0x10,
    name: 'ERRINFO_SERVER_DWM_CRASH',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'host-crash'
  },
  {
    code: 0x11,
    name: 'ERRINFO_CLOSE_STACK_ON_DRIVER_FAILURE',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'display-driver'
  },
  {
    code: 0x12,
    name: 'ERRINFO_CLOSE_STACK_ON_DRIVER_IFACE_FAILURE',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'display-driver'
  },
  {
    code: 0x17,
    name: 'ERRINFO_SERVER_WINLOGON_CRASH',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'host-crash'
  },
  {
    code: 0x18,
    name: 'ERRINFO_SERVER_CSRSS_CRASH',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'host-crash'
  },
  { code: 0x100, name: 'exDiscReasonLicenseInternal', side: 'host', failure: 'other', causes: [] },
  { code: 0x101, name: 'exDiscReasonLicenseNoLicenseServer', side: 'host', failure: 'other', causes: [] },
  { code: 0x102, name: 'exDiscReasonLicenseNoLicense', side: 'host', failure: 'other', causes: [] },
  { code: 0x103, name: 'exDiscReasonLicenseErrClientMsg', side: 'client', failure: 'other', causes: [] },
  {
    code: 0x104,
    name: 'exDiscReasonLicenseHwidDoesntMatchLicense',
    side: 'client',
    failure: 'other',
    causes: []
  },
  { code: 0x105, name: 'exDiscReasonLicenseErrClientLicense', side: 'client', failure: 'other', causes: [] },
  {
    code: 0x106,
    name: 'exDiscReasonLicenseCantFinishProtocol',
    side: 'host',
    failure: 'other',
    causes: ['unstable-connection']
  },
  {
    code: 0x107,
    name: 'exDiscReasonLicenseClientEndedProtocol',
    side: 'client',
    failure: 'other',
    causes: []
  },
  {
    code: 0x108,
    name: 'exDiscReasonLicenseErrClientEncryption',
    side: 'client',
    failure: 'other',
    causes: []
  },
  { code: 0x109, name: 'exDiscReasonLicenseCantUpgradeLicense', side: 'host', failure: 'other', causes: [] },
  { code: 0x10a, name: 'exDiscReasonLicenseNoRemoteConnections', side: 'host', failure: 'other', causes: [] },
  {
    code: 0x10b,
    name: 'exDiscReasonLicenseCreatingLicStoreAccDenied',
    side: 'client',
    failure: 'other',
    causes: []
  },
  {
    code: 0x300,
    name: 'exDiscReasonRdpEncInvalidCredentials',
    side: 'user',
    failure: 'credentials',
    causes: ['saved-credential', 'pin-only-sign-in'],
    alsoCheck: ['rdp-security-only']
  },
  {
    code: 0x112c,
    name: 'ERRINFO_BAD_FRAME_ACK_DATA',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'graphics'
  },
  {
    code: 0x112d,
    name: 'ERRINFO_GRAPHICS_MODE_NOT_SUPPORTED',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'graphics'
  },
  {
    code: 0x112e,
    name: 'ERRINFO_GRAPHICS_SUBSYSTEM_RESET_FAILED',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'graphics'
  },
  {
    code: 0x112f,
    name: 'ERRINFO_GRAPHICS_SUBSYSTEM_FAILED',
    side: 'host',
    failure: 'other',
    causes: graphics,
    text: 'graphics'
  },
  {
    code: 0x1134,
    name: 'ERRINFO_VIRTUALDESKTOPTOOLARGE',
    side: 'client',
    failure: 'other',
    causes: [],
    text: 'display'
  },
  {
    code: 0x1135,
    name: 'ERRINFO_MONITORGEOMETRYVALIDATIONFAILED',
    side: 'client',
    failure: 'other',
    causes: [],
    text: 'display'
  },
  {
    code: 0x1136,
    name: 'ERRINFO_INVALIDMONITORCOUNT',
    side: 'client',
    failure: 'other',
    causes: [],
    text: 'display'
  }
];

/** Narrower ranges first: the first that holds the number counts. */
export const extendedReasonRanges: readonly CodeRange[] = [
  {
    from: 0x100,
    to: 0x1ff,
    text: 'licence-range',
    name: null,
    side: 'host',
    failure: 'other',
    causes: []
  },
  {
    from: 0x400,
    to: 0x412,
    text: 'broker',
    name: 'Connection Broker',
    side: 'host',
    failure: 'other',
    causes: []
  },
  {
    from: 0x10c9,
    to: 0x10f8,
    text: 'malformed',
    name: 'malformed protocol data',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'not-rdp', 'client-too-old'],
    alsoCheck: ['known-bad-update', 'vpn-active']
  },
  {
    from: 0x1111,
    to: 0x1126,
    text: 'malformed',
    name: 'protocol data too short',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'not-rdp', 'client-too-old'],
    alsoCheck: ['known-bad-update', 'vpn-active']
  },
  {
    from: 0x1191,
    to: 0x1196,
    text: 'session-encryption',
    name: 'session encryption failed',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway', 'encryption-conflict', 'encryption-level-low'],
    alsoCheck: ['security-layer-rdp', 'vpn-active']
  },
  {
    from: 0x1000,
    to: 0x7fff,
    text: 'protocol-range',
    name: null,
    side: 'host',
    failure: 'other',
    causes: ['unstable-connection', 'port-taken', 'not-rdp', 'known-bad-update']
  }
];
