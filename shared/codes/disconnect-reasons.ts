import type { FindingId } from '../model/finding-id';
import type { CodeEntry } from './code-entry';

/**
 * The first number of a failed connection (`discReason`), as the dialog and event 1026 of the client give it.
 *
 * Names: https://learn.microsoft.com/windows/win32/termserv/imstscaxevents-ondisconnected. Codes without an official
 * name there carry a short description; most come from the disconnect table of TechNet wiki article 37870, as quoted
 * in https://github.com/Xpra-org/xpra (xpra/platform/win32/desktoplogon_lib.py), and from issues of IAP Desktop,
 * mRemoteNG and RDP Wrapper.
 */

const nameLookup: readonly FindingId[] = ['name-not-found', 'name-resolves-to-other-host'];

const hostDoesNotAccept: readonly FindingId[] = [
  'remote-desktop-off',
  'port-refused',
  'port-filtered',
  'not-listening',
  'service-stopped',
  'service-disabled',
  'firewall-rule-off',
  'firewall-rule-wrong-profile',
  'port-changed'
];

const passwordRefused: readonly FindingId[] = ['saved-credential', 'pin-only-sign-in', 'ntlm-restricted'];

export const disconnectReasons: readonly CodeEntry[] = [
  { code: 0x0, name: 'disconnectReasonNoInfo', side: 'user', failure: 'no-failure', causes: [] },
  { code: 0x1, name: 'disconnectReasonLocalNotError', side: 'user', failure: 'no-failure', causes: [] },
  { code: 0x2, name: 'disconnectReasonRemoteByUser', side: 'user', failure: 'no-failure', causes: [] },
  {
    code: 0x3,
    name: 'disconnectReasonByServer',
    side: 'host',
    failure: 'other',
    causes: [],
    alsoCheck: ['session-time-limits', 'logons-disabled']
  },
  {
    code: 0x4,
    name: 'total login time limit reached',
    side: 'host',
    failure: 'other',
    causes: ['session-time-limits']
  },
  {
    code: 0x104,
    name: 'disconnectReasonDNSLookupFailed',
    side: 'network',
    failure: 'other',
    causes: nameLookup
  },
  {
    code: 0x106,
    name: 'disconnectReasonOutOfMemory',
    side: 'client',
    failure: 'other',
    causes: [],
    text: 'memory'
  },
  {
    code: 0x107,
    name: 'licence phase ended early',
    side: 'user',
    failure: 'no-failure',
    causes: ['certificate-self-signed', 'certificate-name-mismatch', 'certificate-expired']
  },
  {
    code: 0x108,
    name: 'disconnectReasonConnectionTimedOut',
    side: 'network',
    failure: 'other',
    causes: [
      'port-filtered',
      'was-asleep',
      'host-unreachable',
      'firewall-rule-off',
      'firewall-rule-wrong-profile',
      'sleeps-on-ac'
    ],
    alsoCheck: ['firewall-blocks-all', 'network-never-reached-host', 'slow-path']
  },
  { code: 0x10a, name: 'smart card service not running', side: 'client', failure: 'credentials', causes: [] },
  {
    code: 0x204,
    name: 'disconnectReasonSocketConnectFailed',
    side: 'network',
    failure: 'other',
    causes: hostDoesNotAccept,
    alsoCheck: [
      'host-unreachable',
      'was-asleep',
      'remote-desktop-not-in-edition',
      'port-taken',
      'firewall-no-rule-for-port',
      'firewall-blocks-all',
      'setup-unfinished',
      'rdp-file-port'
    ]
  },
  {
    code: 0x206,
    name: 'disconnectReasonOutOfMemory2',
    side: 'client',
    failure: 'other',
    causes: [],
    text: 'memory'
  },
  {
    code: 0x207,
    name: 'failure seen with Network Level Authentication',
    side: 'client',
    failure: 'nla',
    causes: ['credssp-missing', 'rdp-file-nla-off', 'credssp-unpatched', 'credssp-forced'],
    alsoCheck: ['nla-required', 'client-too-old']
  },
  {
    code: 0x208,
    name: 'disconnectReasonHostNotFound',
    side: 'network',
    failure: 'other',
    causes: ['name-not-found', 'host-unreachable']
  },
  { code: 0x20a, name: 'no smart card reader', side: 'client', failure: 'credentials', causes: [] },
  {
    code: 0x304,
    name: 'disconnectReasonWinsockSendFailed',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway', 'vpn-active', 'adapter-may-turn-off'],
    alsoCheck: ['was-asleep', 'udp-unavailable']
  },
  {
    code: 0x306,
    name: 'disconnectReasonOutOfMemory3',
    side: 'client',
    failure: 'other',
    causes: [],
    text: 'memory'
  },
  {
    code: 0x308,
    name: 'disconnectReasonInvalidIPAddr',
    side: 'client',
    failure: 'other',
    causes: ['name-not-found'],
    text: 'address'
  },
  { code: 0x30a, name: 'no smart card in the reader', side: 'client', failure: 'credentials', causes: [] },
  {
    code: 0x404,
    name: 'disconnectReasonSocketRecvFailed',
    side: 'network',
    failure: 'connection-lost',
    causes: ['connection-reset-midway', 'unstable-connection', 'service-stopped'],
    alsoCheck: ['host-security-layer-error', 'vpn-active']
  },
  {
    code: 0x406,
    name: 'disconnectReasonInvalidSecurityData',
    side: 'host',
    failure: 'other',
    causes: ['stuck-session', 'keep-alive-off', 'encryption-conflict', 'encryption-level-low', 'fips-mode'],
    alsoCheck: ['security-layer-rdp', 'client-too-old']
  },
  {
    code: 0x408,
    name: 'disconnectReasonInternalError',
    side: 'client',
    failure: 'other',
    causes: ['name-not-found']
  },
  { code: 0x40a, name: 'smart card subsystem error', side: 'client', failure: 'credentials', causes: [] },
  {
    code: 0x506,
    name: 'disconnectReasonInvalidEncryption',
    side: 'host',
    failure: 'other',
    causes: ['encryption-conflict', 'encryption-level-low', 'fips-mode']
  },
  {
    code: 0x508,
    name: 'disconnectReasonDNSLookupFailed2',
    side: 'network',
    failure: 'other',
    causes: nameLookup
  },
  {
    code: 0x604,
    name: 'disconnectReasonGetHostByNameFailed',
    side: 'network',
    failure: 'other',
    causes: nameLookup
  },
  {
    code: 0x606,
    name: 'disconnectReasonInvalidServerSecurityInfo',
    side: 'host',
    failure: 'tls',
    causes: ['listener-certificate-no-key', 'listener-certificate-missing', 'tls-failed'],
    alsoCheck: ['program-data-redirected', 'certificate-weak']
  },
  { code: 0x608, name: 'disconnectReasonTimerError', side: 'client', failure: 'other', causes: [] },
  {
    code: 0x704,
    name: 'disconnectReasonTimeoutOccurred',
    side: 'network',
    failure: 'other',
    causes: ['no-answer-after-connect', 'unstable-connection', 'slow-path', 'listener-connection-limit'],
    alsoCheck: ['session-time-limits', 'port-filtered']
  },
  {
    code: 0x706,
    name: 'disconnectReasonServerCertificateUnpackErr',
    side: 'host',
    failure: 'tls',
    causes: ['certificate-weak', 'listener-certificate-no-key', 'listener-certificate-missing'],
    alsoCheck: ['tls-failed']
  },
  { code: 0x708, name: 'console session already in progress', side: 'client', failure: 'other', causes: [] },
  {
    code: 0x804,
    name: 'disconnectReasonInvalidIP',
    side: 'client',
    failure: 'other',
    causes: ['name-not-found'],
    text: 'address'
  },
  {
    code: 0x807,
    name: 'SSL_ERR_LOGON_FAILURE',
    side: 'user',
    failure: 'credentials',
    causes: passwordRefused,
    alsoCheck: ['name-resolves-to-other-host', 'remote-logon-denied']
  },
  { code: 0x808, name: 'disconnectReasonLicensingFailed', side: 'host', failure: 'other', causes: [] },
  {
    code: 0x904,
    name: 'disconnectReasonAtClientWinsockFDCLOSE',
    side: 'network',
    failure: 'connection-lost',
    causes: [
      'unstable-connection',
      'connection-reset-midway',
      'closed-during-negotiation',
      'service-stopped',
      'tls-failed',
      'listener-certificate-no-key',
      'was-asleep',
      'session-time-limits'
    ],
    alsoCheck: [
      'tls-version-old',
      'listener-certificate-missing',
      'host-security-layer-error',
      'network-never-reached-host',
      'vpn-active',
      'known-bad-update'
    ]
  },
  {
    code: 0x906,
    name: 'disconnectReasonInternalSecurityError',
    side: 'host',
    failure: 'tls',
    causes: ['tls-failed', 'tls-version-old', 'credssp-unpatched', 'tls12-off'],
    alsoCheck: ['listener-certificate-no-key', 'host-security-layer-error'],
    text: 'internal-security-error'
  },
  {
    code: 0x907,
    name: 'unexpected server certificate',
    side: 'host',
    failure: 'tls',
    causes: ['certificate-pin-differs', 'name-resolves-to-other-host', 'certificate-name-mismatch']
  },
  { code: 0x908, name: 'disconnectReasonLicensingTimeout', side: 'host', failure: 'other', causes: [] },
  {
    code: 0xa06,
    name: 'disconnectReasonInternalSecurityError2',
    side: 'host',
    failure: 'tls',
    causes: ['tls-failed', 'tls-version-old', 'credssp-unpatched', 'tls12-off'],
    alsoCheck: ['listener-certificate-no-key', 'host-security-layer-error'],
    text: 'internal-security-error'
  },
  {
    code: 0xa07,
    name: 'SSL_ERR_NO_SUCH_USER',
    side: 'user',
    failure: 'credentials',
    causes: ['saved-credential', 'name-resolves-to-other-host'],
    alsoCheck: ['pin-only-sign-in']
  },
  {
    code: 0xb04,
    name: 'an error prevented the connection',
    side: null,
    failure: 'other',
    causes: ['closed-during-negotiation', 'tls-failed', 'negotiation-refused'],
    alsoCheck: ['host-security-layer-error']
  },
  {
    code: 0xb06,
    name: 'disconnectReasonEncryptionError',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway'],
    text: 'data-damaged'
  },
  {
    code: 0xb07,
    name: 'SSL_ERR_ACCOUNT_DISABLED',
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential']
  },
  {
    code: 0xb09,
    name: 'Network Level Authentication required by the host',
    side: 'client',
    failure: 'nla',
    causes: ['client-too-old', 'credssp-missing', 'rdp-file-nla-off', 'update-missing'],
    alsoCheck: ['nla-required']
  },
  {
    code: 0xc06,
    name: 'disconnectReasonDecryptionError',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway'],
    text: 'data-damaged'
  },
  {
    code: 0xc07,
    name: 'SSL_ERR_ACCOUNT_RESTRICTION',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-denied', 'ntlm-restricted', 'pin-only-sign-in'],
    alsoCheck: ['remote-logon-right-missing', 'saved-credential']
  },
  {
    code: 0xc08,
    name: 'disconnectReasonClientDecompressionError',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway'],
    text: 'data-damaged'
  },
  {
    code: 0xd06,
    name: 'protocol or resource error',
    side: 'client',
    failure: 'other',
    causes: ['client-too-old']
  },
  {
    code: 0xd07,
    name: 'SSL_ERR_ACCOUNT_LOCKED_OUT',
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential']
  },
  {
    code: 0xd09,
    name: 'Windows Security password required by policy',
    side: 'client',
    failure: 'nla',
    causes: ['saved-credentials-not-allowed', 'nla-not-offered', 'rdp-security-only'],
    alsoCheck: ['legacy-rdp-server']
  },
  {
    code: 0xe06,
    name: 'FIPS level not supported',
    side: 'client',
    failure: 'other',
    causes: ['fips-mode', 'client-too-old']
  },
  { code: 0xe07, name: 'SSL_ERR_ACCOUNT_EXPIRED', side: 'host', failure: 'credentials', causes: [] },
  {
    code: 0xe08,
    name: 'reconnecting to the session failed',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway', 'stuck-session']
  },
  {
    code: 0xe09,
    name: 'Restricted Admin not supported by the host',
    side: 'host',
    failure: 'other',
    causes: []
  },
  {
    code: 0xf07,
    name: 'SSL_ERR_PASSWORD_EXPIRED',
    side: 'host',
    failure: 'credentials',
    causes: ['nla-required', 'saved-credential']
  },
  {
    code: 0xf08,
    name: 'credentials may not be sent',
    side: 'client',
    failure: 'credentials',
    causes: ['saved-credentials-not-allowed']
  },
  {
    code: 0x1007,
    name: 'outside the account’s logon hours',
    side: 'host',
    failure: 'credentials',
    causes: []
  },
  { code: 0x1008, name: 'low video resources', side: 'client', failure: 'other', causes: [] },
  {
    code: 0x1104,
    name: 'protocol error seen by the client',
    side: 'host',
    failure: 'other',
    causes: ['not-rdp', 'port-taken', 'unstable-connection'],
    alsoCheck: ['rdp-file-port', 'known-bad-update']
  },
  {
    code: 0x1107,
    name: 'account limited to certain computers',
    side: 'host',
    failure: 'credentials',
    causes: []
  },
  {
    code: 0x1108,
    name: 'connection lost',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway', 'vpn-active'],
    alsoCheck: ['was-asleep']
  },
  {
    code: 0x1207,
    name: 'SSL_ERR_PASSWORD_MUST_CHANGE',
    side: 'host',
    failure: 'credentials',
    causes: ['nla-required']
  },
  {
    code: 0x1307,
    name: 'logon type not granted',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-right-missing', 'remote-logon-denied']
  },
  {
    code: 0x1407,
    name: 'Kerberos user-to-user required',
    side: 'host',
    failure: 'credentials',
    causes: ['name-resolves-to-other-host'],
    alsoCheck: ['ntlm-restricted']
  },
  {
    code: 0x1607,
    name: 'SSL_ERR_DELEGATION_POLICY',
    side: 'client',
    failure: 'credentials',
    causes: ['saved-credentials-not-allowed']
  },
  {
    code: 0x1707,
    name: 'SSL_ERR_POLICY_NTLM_ONLY',
    side: 'client',
    failure: 'credentials',
    causes: ['saved-credentials-not-allowed', 'name-resolves-to-other-host'],
    alsoCheck: ['ntlm-restricted', 'clock-skew']
  },
  {
    code: 0x1807,
    name: 'SSL_ERR_NO_AUTHENTICATING_AUTHORITY',
    side: 'network',
    failure: 'credentials',
    causes: ['name-resolves-to-other-host', 'clock-skew'],
    alsoCheck: ['ntlm-restricted', 'nla-required']
  },
  {
    code: 0x1b07,
    name: 'SSL_ERR_CERT_EXPIRED',
    side: 'host',
    failure: 'tls',
    causes: [
      'certificate-expired',
      'clock-skew',
      'listener-certificate-expired',
      'certificate-not-yet-valid'
    ],
    alsoCheck: ['program-data-redirected']
  },
  { code: 0x1c07, name: 'SSL_ERR_SMARTCARD_WRONG_PIN', side: 'user', failure: 'credentials', causes: [] },
  {
    code: 0x1d07,
    name: 'time difference between the two PCs',
    side: 'client',
    failure: 'credentials',
    causes: ['clock-skew', 'name-resolves-to-other-host']
  },
  { code: 0x1f07, name: 'login prompt dismissed', side: 'user', failure: 'no-failure', causes: [] },
  {
    code: 0x2107,
    name: 'SSL_ERR_FRESH_CRED_REQUIRED_BY_SERVER',
    side: 'client',
    failure: 'credentials',
    causes: ['saved-credential', 'saved-credentials-not-allowed']
  },
  { code: 0x2207, name: 'SSL_ERR_SMARTCARD_CARD_BLOCKED', side: 'user', failure: 'credentials', causes: [] },
  {
    code: 0x2507,
    name: 'RemoteApp could not be reconnected',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway']
  },
  {
    code: 0x2604,
    name: 'client and server versions do not match',
    side: 'client',
    failure: 'other',
    causes: ['client-too-old', 'update-missing'],
    alsoCheck: ['legacy-rdp-server']
  },
  {
    code: 0x2000001,
    name: 'RemoteApp reconnect failed',
    side: 'host',
    failure: 'connection-lost',
    causes: ['unstable-connection']
  },
  { code: 0x2000002, name: 'RemoteApp not supported by the host', side: 'host', failure: 'other', causes: [] }
];
