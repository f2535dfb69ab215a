import type { FindingId } from '../model/finding-id';
import type { CodeEntry } from './code-entry';

/** A code of Windows' security interface (SSPI), with the TLS alerts that Schannel turns into it. */
export interface HresultEntry extends CodeEntry {
  /** Alert numbers of RFC 5246 and RFC 8446. */
  readonly alerts?: readonly number[];
}

/**
 * Names: https://learn.microsoft.com/windows/win32/com/com-error-codes-4.
 * Alerts: https://learn.microsoft.com/windows/win32/secauthn/schannel-error-codes-for-tls-and-ssl-alerts.
 * 0x8007nnnn wraps the Windows error nnnn: https://learn.microsoft.com/windows/win32/debug/system-error-codes.
 */

const tlsMismatch: readonly FindingId[] = ['tls-version-old', 'tls12-off', 'tls-all-off'];
const damagedOnTheWay: readonly FindingId[] = ['unstable-connection', 'connection-reset-midway'];
const wrongName: readonly FindingId[] = ['name-resolves-to-other-host', 'certificate-name-mismatch'];
const noDelegation: readonly FindingId[] = ['saved-credentials-not-allowed', 'ntlm-restricted'];

export const hresults: readonly HresultEntry[] = [
  {
    code: 0x80004005,
    name: 'E_FAIL',
    side: null,
    failure: 'other',
    causes: ['credssp-unpatched', 'tls-failed', 'listener-certificate-no-key'],
    alsoCheck: ['host-security-layer-error']
  },
  {
    code: 0x80070005,
    name: 'E_ACCESSDENIED',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-right-missing', 'remote-logon-denied']
  },
  {
    code: 0x80070040,
    name: 'ERROR_NETNAME_DELETED',
    side: 'network',
    failure: 'connection-lost',
    causes: ['unstable-connection', 'connection-reset-midway', 'vpn-active', 'was-asleep']
  },
  {
    code: 0x8007052e,
    name: 'ERROR_LOGON_FAILURE',
    side: 'user',
    failure: 'credentials',
    causes: ['saved-credential', 'pin-only-sign-in', 'ntlm-restricted'],
    alsoCheck: ['name-resolves-to-other-host']
  },
  {
    code: 0x8007052f,
    name: 'ERROR_ACCOUNT_RESTRICTION',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-denied', 'ntlm-restricted']
  },
  {
    code: 0x80070532,
    name: 'ERROR_PASSWORD_EXPIRED',
    side: 'host',
    failure: 'credentials',
    causes: ['nla-required']
  },
  {
    code: 0x80070533,
    name: 'ERROR_ACCOUNT_DISABLED',
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential']
  },
  {
    code: 0x80070569,
    name: 'ERROR_LOGON_TYPE_NOT_GRANTED',
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-right-missing', 'remote-logon-denied']
  },
  {
    code: 0x80070775,
    name: 'ERROR_ACCOUNT_LOCKED_OUT',
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential']
  },
  {
    code: 0x80072746,
    name: 'WSAECONNRESET',
    side: 'network',
    failure: 'connection-lost',
    causes: ['connection-reset-midway', 'closed-during-negotiation', 'unstable-connection']
  },
  {
    code: 0x8007274c,
    name: 'WSAETIMEDOUT',
    side: 'network',
    failure: 'other',
    causes: ['port-filtered', 'was-asleep', 'host-unreachable']
  },
  {
    code: 0x80090302,
    name: 'SEC_E_UNSUPPORTED_FUNCTION',
    side: 'host',
    failure: 'credssp',
    alerts: [70],
    causes: ['credssp-unpatched', 'credssp-forced', ...tlsMismatch, 'tls-failed'],
    alsoCheck: ['listener-certificate-no-key']
  },
  {
    code: 0x80090303,
    name: 'SEC_E_TARGET_UNKNOWN',
    side: 'network',
    failure: 'credentials',
    causes: wrongName,
    alsoCheck: ['name-not-found']
  },
  {
    code: 0x80090304,
    name: 'SEC_E_INTERNAL_ERROR',
    side: 'host',
    failure: 'credentials',
    alerts: [80],
    // Credentials come before anything about NLA: a published case of event 139 was a plain wrong password, see
    // https://learn.microsoft.com/troubleshoot/windows-server/remote/local-security-authority-cant-contact
    causes: [
      'saved-credential',
      'pin-only-sign-in',
      'remote-logon-denied',
      'remote-logon-right-missing',
      'tls-failed',
      'listener-certificate-no-key',
      'tls-version-old',
      'client-too-old',
      'nla-required'
    ],
    alsoCheck: [
      'host-security-layer-error',
      'ntlm-restricted',
      'name-resolves-to-other-host',
      'update-missing'
    ]
  },
  {
    code: 0x80090305,
    name: 'SEC_E_SECPKG_NOT_FOUND',
    side: 'client',
    failure: 'credssp',
    causes: ['credssp-missing', 'client-too-old']
  },
  {
    code: 0x80090308,
    name: 'SEC_E_INVALID_TOKEN',
    side: 'host',
    failure: 'tls',
    causes: ['not-rdp', 'ntlm-restricted', 'tls-failed'],
    alsoCheck: ['port-taken', 'unstable-connection']
  },
  {
    code: 0x8009030c,
    name: 'SEC_E_LOGON_DENIED',
    side: 'user',
    failure: 'credentials',
    alerts: [49],
    causes: ['saved-credential', 'pin-only-sign-in', 'remote-logon-denied', 'remote-logon-right-missing'],
    alsoCheck: ['ntlm-restricted', 'name-resolves-to-other-host']
  },
  {
    code: 0x8009030d,
    name: 'SEC_E_UNKNOWN_CREDENTIALS',
    side: 'host',
    failure: 'tls',
    causes: [
      'listener-certificate-no-key',
      'program-data-redirected',
      'listener-certificate-missing',
      'tls-failed'
    ]
  },
  {
    code: 0x8009030e,
    name: 'SEC_E_NO_CREDENTIALS',
    side: 'client',
    failure: 'credentials',
    causes: ['saved-credentials-not-allowed', 'saved-credential', 'ntlm-restricted']
  },
  {
    code: 0x8009030f,
    name: 'SEC_E_MESSAGE_ALTERED',
    side: 'network',
    failure: 'connection-lost',
    alerts: [20, 30],
    causes: damagedOnTheWay,
    alsoCheck: ['vpn-active']
  },
  {
    code: 0x80090311,
    name: 'SEC_E_NO_AUTHENTICATING_AUTHORITY',
    side: 'network',
    failure: 'credentials',
    causes: ['name-resolves-to-other-host', 'clock-skew'],
    alsoCheck: ['ntlm-restricted']
  },
  {
    code: 0x80090317,
    name: 'SEC_E_CONTEXT_EXPIRED',
    side: 'host',
    failure: 'tls',
    causes: ['tls-failed', 'closed-during-negotiation', 'connection-reset-midway'],
    text: 'closed-in-handshake'
  },
  {
    code: 0x80090318,
    name: 'SEC_E_INCOMPLETE_MESSAGE',
    side: 'host',
    failure: 'tls',
    causes: ['tls-failed', 'closed-during-negotiation', 'connection-reset-midway'],
    text: 'closed-in-handshake'
  },
  {
    code: 0x80090322,
    name: 'SEC_E_WRONG_PRINCIPAL',
    side: 'network',
    failure: 'credentials',
    causes: wrongName,
    alsoCheck: ['clock-skew']
  },
  {
    code: 0x80090324,
    name: 'SEC_E_TIME_SKEW',
    side: 'client',
    failure: 'credentials',
    causes: ['clock-skew']
  },
  {
    code: 0x80090325,
    name: 'SEC_E_UNTRUSTED_ROOT',
    side: 'host',
    failure: 'tls',
    alerts: [48],
    causes: ['certificate-self-signed', 'certificate-pin-differs']
  },
  {
    code: 0x80090326,
    name: 'SEC_E_ILLEGAL_MESSAGE',
    side: 'host',
    failure: 'tls',
    alerts: [10, 22, 40, 47, 50, 60],
    causes: ['tls-failed', 'not-rdp', ...tlsMismatch],
    alsoCheck: ['port-taken', 'fips-mode', 'vpn-active']
  },
  {
    code: 0x80090327,
    name: 'SEC_E_CERT_UNKNOWN',
    side: 'host',
    failure: 'tls',
    alerts: [42, 43, 46],
    causes: ['certificate-weak', 'certificate-self-signed', 'certificate-name-mismatch'],
    alsoCheck: ['listener-certificate-no-key', 'tls-failed']
  },
  {
    code: 0x80090328,
    name: 'SEC_E_CERT_EXPIRED',
    side: 'host',
    failure: 'tls',
    alerts: [45],
    causes: ['certificate-expired', 'listener-certificate-expired', 'clock-skew']
  },
  {
    code: 0x80090330,
    name: 'SEC_E_DECRYPT_FAILURE',
    side: 'network',
    failure: 'tls',
    alerts: [21, 51],
    causes: ['unstable-connection', 'listener-certificate-no-key', 'tls-failed']
  },
  {
    code: 0x80090331,
    name: 'SEC_E_ALGORITHM_MISMATCH',
    side: 'host',
    failure: 'tls',
    alerts: [71],
    causes: [...tlsMismatch, 'tls-failed', 'fips-mode']
  },
  {
    code: 0x80090342,
    name: 'SEC_E_KDC_UNKNOWN_ETYPE',
    side: 'host',
    failure: 'credentials',
    causes: []
  },
  {
    code: 0x80090346,
    name: 'SEC_E_BAD_BINDINGS',
    side: 'client',
    failure: 'credentials',
    causes: ['ntlm-restricted', 'certificate-name-mismatch'],
    alsoCheck: ['vpn-active', 'third-party-firewall']
  },
  {
    code: 0x80090349,
    name: 'SEC_E_CERT_WRONG_USAGE',
    side: 'host',
    failure: 'tls',
    causes: []
  },
  {
    code: 0x80090350,
    name: 'SEC_E_DOWNGRADE_DETECTED',
    side: 'network',
    failure: 'credentials',
    causes: ['name-resolves-to-other-host', 'vpn-active', 'clock-skew']
  },
  {
    code: 0x8009035e,
    name: 'SEC_E_DELEGATION_POLICY',
    side: 'client',
    failure: 'credentials',
    causes: noDelegation
  },
  {
    code: 0x8009035f,
    name: 'SEC_E_POLICY_NTLM_ONLY',
    side: 'client',
    failure: 'credentials',
    causes: noDelegation
  },
  {
    code: 0x80090363,
    name: 'SEC_E_MUTUAL_AUTH_FAILED',
    side: 'network',
    failure: 'credentials',
    causes: [...wrongName, 'clock-skew']
  },
  {
    code: 0x80092010,
    name: 'CRYPT_E_REVOKED',
    side: 'host',
    failure: 'tls',
    alerts: [44],
    causes: []
  }
];
