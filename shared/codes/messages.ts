import type { CodeKind } from '../model/explanation';
import type { CodeFacts } from './code-entry';

/** How a message is recognised. */
interface Recognised {
  /** The family's id, and what stands in the place of a code. */
  readonly id: string;
  /**
   * Matched against the text in lower case, with plain quotes and single spaces. Each is one phrase, so that a part of
   * a message is enough.
   */
  readonly patterns: readonly RegExp[];
  /** Less exact families that this one makes needless. */
  readonly hides?: readonly string[];
  /** Only used where the text holds nothing more exact. */
  readonly vague?: true;
}

/** A message with facts of its own. */
export type OwnMessage = Recognised & CodeFacts;

/** A message that is the wording of one code. */
export interface WordedCode extends Recognised {
  readonly name: string;
  readonly like: { readonly kind: Exclude<CodeKind, 'message'>; readonly code: number };
}

/**
 * Messages with several causes. Sources are the articles of
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/ on each; German wordings beside the English ones.
 */
export const ownMessages: readonly OwnMessage[] = [
  {
    id: 'credssp-encryption-oracle',
    name: 'CredSSP encryption oracle remediation',
    patterns: [
      /encryption[ -]oracle/,
      /oracle remediation/,
      /oracle de chiffrement/,
      /or[aá]culo de cifrado/
    ],
    hides: ['function-not-supported', 'cannot-connect'],
    side: 'host',
    failure: 'credssp',
    causes: ['credssp-unpatched', 'credssp-forced', 'credssp-downgraded', 'update-missing'],
    alsoCheck: ['client-too-old']
  },
  {
    id: 'internal-error',
    name: 'An internal error has occurred',
    patterns: [/internal error has occurred/, /interner fehler/],
    side: 'host',
    failure: 'tls',
    causes: [
      'tls-failed',
      'closed-during-negotiation',
      'listener-certificate-no-key',
      'listener-certificate-missing',
      'program-data-redirected',
      'service-disabled',
      'negotiation-off',
      'tls-version-old'
    ],
    alsoCheck: ['negotiation-refused', 'tls12-off', 'host-security-layer-error', 'setup-unfinished']
  },
  {
    id: 'cannot-connect-reasons',
    name: "Remote Desktop can't connect … for one of these reasons",
    patterns: [
      /connect to the remote computer for one of (?:these|the following) reasons/,
      /remote access to the server is not enabled/,
      /the remote computer is turned off/,
      /remote computer is not available on the network/,
      /aus einem der folgenden gr[uü]nde keine verbindung/,
      /remotezugriff auf den server ist nicht aktiviert/
    ],
    hides: ['cannot-connect'],
    side: 'network',
    failure: 'other',
    causes: [
      'not-listening',
      'remote-desktop-off',
      'port-refused',
      'port-filtered',
      'service-stopped',
      'service-disabled',
      'firewall-rule-off',
      'firewall-rule-wrong-profile',
      'setup-unfinished',
      'port-taken'
    ],
    alsoCheck: ['was-asleep', 'host-unreachable', 'remote-desktop-not-in-edition', 'port-changed']
  },
  {
    id: 'nla-no-domain-controller',
    name: 'Network Level Authentication, but the domain controller cannot be contacted',
    patterns: [/domain controller (?:cannot|can't|could not) be (?:contacted|reached)/],
    hides: ['nla-required', 'cannot-connect'],
    side: 'host',
    failure: 'nla',
    causes: ['clock-skew', 'nla-required'],
    alsoCheck: ['ntlm-restricted', 'name-resolves-to-other-host']
  },
  {
    id: 'credentials-refused',
    name: 'Your credentials did not work',
    patterns: [
      /credentials (?:did not|didn't) work/,
      /credentials that were used to connect to/,
      /the logon attempt failed/,
      /user ?name or password is incorrect/,
      /anmeldeinformationen (?:funktionieren nicht|haben nicht funktioniert)/,
      /anmeldeversuch ist fehlgeschlagen/
    ],
    hides: ['cannot-connect'],
    side: 'user',
    failure: 'credentials',
    causes: [
      'saved-credential',
      'pin-only-sign-in',
      'remote-logon-right-missing',
      'remote-logon-denied',
      'ntlm-restricted'
    ],
    alsoCheck: ['name-resolves-to-other-host']
  },
  {
    id: 'account-restriction',
    name: 'A user account restriction is preventing you from logging on',
    patterns: [/user account restriction/, /account restrictions are preventing/],
    hides: ['cannot-connect'],
    side: 'host',
    failure: 'credentials',
    causes: ['remote-logon-denied', 'remote-logon-right-missing', 'ntlm-restricted', 'pin-only-sign-in']
  },
  {
    id: 'services-busy',
    name: 'Remote Desktop Services is currently busy',
    patterns: [
      /remote desktop services? is currently busy/,
      /cannot be completed because .{0,40}currently busy/
    ],
    hides: ['cannot-connect'],
    side: 'host',
    failure: 'other',
    causes: ['stuck-session'],
    alsoCheck: ['no-answer-after-connect', 'listener-connection-limit']
  },
  {
    id: 'unknown-remote-connection',
    name: 'Caution: Unknown remote connection',
    patterns: [/unknown remote connection/],
    side: 'client',
    failure: 'no-failure',
    causes: []
  },
  {
    id: 'freezes-after-update',
    name: 'session freezes or drops after about 65 seconds',
    patterns: [
      /\b6[05] ?s(?:ec|econds)?\b.{0,60}(?:drop|disconnect|freez|frozen)/,
      /(?:drops|disconnects|disconnected|freezes|frozen|freeze).{0,60}\b6[05] ?s(?:ec|econds)?\b/,
      /session (?:freezes|freeze|is frozen|hangs)/
    ],
    side: 'client',
    failure: 'connection-lost',
    causes: ['known-bad-update', 'udp-unavailable', 'unstable-connection'],
    alsoCheck: ['vpn-active']
  },
  {
    id: 'drops-every-90-minutes',
    name: 'session drops about every 90 minutes',
    patterns: [/every (?:about |circa |ca\.? |~ ?)?(?:90|ninety) ?min/, /alle (?:etwa |ca\.? )?90 ?min/],
    side: 'host',
    failure: 'connection-lost',
    causes: ['remote-desktop-setting-conflict']
  },
  {
    id: 'security-layer-error',
    name: 'The server security layer detected an error in the protocol stream',
    patterns: [/security layer detected an error/],
    side: 'host',
    failure: 'credentials',
    causes: ['saved-credential', 'remote-logon-denied', 'tls-failed', 'nla-required'],
    alsoCheck: ['host-security-layer-error']
  },
  {
    id: 'cannot-connect',
    name: "This computer can't connect to the remote computer",
    patterns: [/(?:can't|cannot|could not|couldn't) connect to the remote (?:computer|pc)/],
    vague: true,
    side: null,
    failure: 'other',
    causes: ['port-refused', 'port-filtered', 'closed-during-negotiation', 'tls-failed'],
    alsoCheck: ['no-answer-after-connect']
  }
];

const disconnect = (id: string, code: number, name: string, ...patterns: readonly RegExp[]): WordedCode => ({
  id,
  name,
  patterns,
  like: { kind: 'disconnect-reason', code }
});
const extended = (id: string, code: number, name: string, ...patterns: readonly RegExp[]): WordedCode => ({
  id,
  name,
  patterns,
  like: { kind: 'extended-reason', code }
});

/** Wordings of single codes. */
export const wordedCodes: readonly WordedCode[] = [
  disconnect(
    'cannot-find-computer',
    0x104,
    "Remote Desktop can't find the computer",
    /(?:can't|cannot) find the computer/,
    /remotedesktop kann den computer/
  ),
  disconnect('not-enough-memory', 0x106, 'not enough virtual memory', /not have enough virtual memory/),
  disconnect('timed-out', 0x108, 'the two computers could not connect in time', /amount of time allotted/),
  disconnect(
    'smart-card-service',
    0x10a,
    'the smart card service is not running',
    /smart card service is not running/
  ),
  disconnect(
    'smart-card-reader',
    0x20a,
    'no smart card reader was detected',
    /smart card reader was not detected/
  ),
  disconnect(
    'smart-card',
    0x30a,
    'no card in the smart card reader',
    /no card inserted in the smart card reader/
  ),
  disconnect(
    'smart-card-subsystem',
    0x40a,
    'error in the smart card subsystem',
    /in the smart card subsystem/
  ),
  disconnect(
    'lost-by-network-error',
    0x304,
    'the connection was lost due to a network error',
    /lost due to a network error/
  ),
  disconnect(
    'security-error',
    0x406,
    'Because of a security error, the client could not connect',
    /because of a security error/,
    /aufgrund eines sicherheitsfehlers/
  ),
  disconnect(
    'invalid-name',
    0x408,
    'the computer name contains invalid characters',
    /computer name contains invalid characters/
  ),
  disconnect(
    'console-session',
    0x708,
    'a console session is already in progress',
    /already have a console session/
  ),
  disconnect('licence-error', 0x808, 'error in the licensing protocol', /error in the licensing protocol/),
  disconnect(
    'connection-lost',
    0x904,
    'the connection to the remote computer was lost',
    /connection to the remote computer was lost/
  ),
  disconnect(
    'unexpected-certificate',
    0x907,
    'unexpected server authentication certificate',
    /unexpected server authentication certificate/
  ),
  disconnect('licence-timeout', 0x908, 'licensing timed out', /licensing timed out/),
  disconnect('no-such-user', 0xa07, 'the user name does not exist', /specified user ?name does not exist/),
  disconnect(
    'error-prevented',
    0xb04,
    'an error prevented the connection',
    /error occurred that prevented the connection/
  ),
  disconnect('encryption-error', 0xb06, 'error in data encryption', /error in data encryption/),
  disconnect(
    'account-disabled',
    0xb07,
    'the account is disabled',
    /account is currently disabled/,
    /account has been disabled/
  ),
  disconnect(
    'nla-required',
    0xb09,
    'Network Level Authentication is required, and this computer does not support it',
    /requires network level authentication/,
    /authentifizierung auf netzwerkebene/
  ),
  disconnect('decompression-error', 0xc08, 'decompression failure on the client', /decompression failure/),
  disconnect(
    'account-locked',
    0xd07,
    'the account has been locked',
    /user account has been locked/,
    /account is currently locked/
  ),
  disconnect(
    'password-by-policy',
    0xd09,
    'policy wants the password typed',
    /type a password on the windows security dialog/
  ),
  disconnect('fips', 0xe06, 'FIPS encryption level not supported', /support (?:the )?fips/),
  disconnect('account-expired', 0xe07, 'the account has expired', /user account has expired/),
  disconnect(
    'reconnect-failed',
    0xe08,
    'reconnecting to the session failed',
    /failed to reconnect to your remote session/
  ),
  disconnect(
    'restricted-admin',
    0xe09,
    'Restricted Administration mode not supported',
    /support restricted admin/
  ),
  disconnect('password-expired', 0xf07, 'the password has expired', /password has expired/),
  disconnect('credentials-not-sent', 0xf08, 'credentials may not be sent', /credentials may not be sent/),
  disconnect(
    'logon-hours',
    0x1007,
    'the times of signing in are restricted',
    /restricted the times during which/
  ),
  disconnect('video-resources', 0x1008, 'low on video resources', /low on video resources/),
  {
    id: 'protocol-error',
    name: 'Because of a protocol error',
    patterns: [/because of a protocol error/, /aufgrund eines protokollfehlers/],
    vague: true,
    like: { kind: 'disconnect-reason', code: 0x1104 }
  },
  disconnect(
    'workstation-restriction',
    0x1107,
    'the computers to sign in with are limited',
    /limited the computers you can log on/
  ),
  disconnect(
    'password-must-change',
    0x1207,
    'the password must be changed first',
    /must change your password before logging on/,
    /password must be changed before/
  ),
  disconnect('logon-type', 0x1307, 'the types of sign-in are restricted', /restricted the types? of logon/),
  disconnect('user-to-user', 0x1407, 'Kerberos user-to-user is required', /user2user is required/),
  disconnect(
    'certificate-invalid',
    0x1b07,
    'the certificate is expired or invalid',
    /certificate received from the remote computer is expired or invalid/
  ),
  disconnect(
    'time-difference',
    0x1d07,
    'time or date difference between the two computers',
    /time or date difference/,
    /zeit- oder datums/
  ),
  disconnect('smart-card-locked', 0x2207, 'the smart card is locked', /smart card is locked/),
  disconnect(
    'versions-differ',
    0x2604,
    'client and server versions do not match',
    /client and server versions do not match/
  ),
  extended(
    'idle',
    0x3,
    'the session was idle for too long',
    /(?:didn't|did not) receive any input from you/,
    /idle timer expired/
  ),
  extended('replaced', 0x5, 'another user connected', /another user connected to the remote computer/),
  extended('denied', 0x7, 'the remote computer denied the connection', /denied the connection/),
  extended(
    'no-right',
    0x9,
    'the account lacks the right to sign in through Remote Desktop',
    /not authorized for remote login/,
    /right to sign in through remote desktop/,
    /allow log ?on through (?:remote desktop|terminal)/
  ),
  extended(
    'no-licence-server',
    0x101,
    'no Remote Desktop License Servers available',
    /no remote desktop license servers? available/,
    /keine remotedesktop-lizenzserver/
  ),
  extended(
    'no-licence',
    0x102,
    'no Remote Desktop client access licence',
    /no remote desktop client access licenses?/
  ),
  {
    id: 'lsa-not-contacted',
    name: 'The Local Security Authority cannot be contacted',
    patterns: [
      /local security authority (?:cannot|can't|could not) be contacted/,
      /lokalen? sicherheitsautorit[aä]t/
    ],
    like: { kind: 'hresult', code: 0x80090304 }
  },
  {
    id: 'function-not-supported',
    name: 'The function requested is not supported',
    patterns: [/function requested is not supported/, /angeforderte funktion wird nicht unterst[uü]tzt/],
    like: { kind: 'hresult', code: 0x80090302 }
  },
  {
    id: 'gateway-credentials',
    name: 'The Remote Desktop gateway refused the credentials',
    patterns: [/gateway.{0,80}(?:user ?name|password|credentials).{0,40}not valid/],
    hides: ['cannot-connect-reasons', 'cannot-connect'],
    like: { kind: 'gateway', code: 50331649 }
  },
  {
    id: 'gateway-unreachable',
    name: 'The Remote Desktop gateway cannot be reached',
    patterns: [
      /gateway.{0,60}(?:unreachable|temporarily unavailable|low on server resources|ended the connection)/
    ],
    hides: ['cannot-connect-reasons', 'cannot-connect'],
    like: { kind: 'gateway', code: 50331660 }
  },
  {
    id: 'gateway-not-authorised',
    name: 'The Remote Desktop gateway does not allow the connection',
    patterns: [
      /gateway's permission list/,
      /not authorized to access the (?:rd|remote desktop) gateway/,
      /access to this rd gateway/
    ],
    hides: ['cannot-connect-reasons', 'cannot-connect'],
    like: { kind: 'gateway', code: 50331676 }
  }
];
