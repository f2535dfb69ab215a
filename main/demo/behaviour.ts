import type { CertificateWish } from './certificate';
import type { NtlmIdentity } from './wire';

/**
 * What the listener accepts, as Windows' settings make it: security layer RDP; TLS without CredSSP; NLA required; TLS
 * with NLA optional; negotiate; and, as some other servers do, RDP selected whatever was offered.
 */
export type SecurityPolicy = 'rdp' | 'tls' | 'nla' | 'nla-optional' | 'negotiate' | 'always-rdp';

/** What becomes of a connection after something was sent, or instead of it. */
export type Ending = 'hold' | 'close' | 'reset';

export type Answer =
  | { readonly kind: 'policy'; readonly policy: SecurityPolicy }
  /** No byte is ever read. `reset` takes the client's request, unread in the system's buffer, as the reason for an RST. */
  | { readonly kind: 'deaf'; readonly then: Ending }
  /** The request is read, and nothing is answered. */
  | { readonly kind: 'mute'; readonly then: 'hold' | 'close' }
  /** Speaks first, as SSH and SMTP servers do. */
  | { readonly kind: 'banner'; readonly bytes: Buffer }
  /** Answers any first bytes with the given ones: an HTTP server, a crippled confirm. */
  | {
      readonly kind: 'bytes';
      readonly bytes: Buffer;
      readonly then: 'hold' | 'close';
      /** Milliseconds before the first byte; 0 unless said. */
      readonly afterMs?: number;
      /** Milliseconds from byte to byte; all at once unless said. */
      readonly everyMs?: number;
    };

export type TlsAnswer =
  | { readonly kind: 'handshake'; readonly oldest: TlsVersion; readonly newest: TlsVersion }
  /** A fatal alert in answer to the client's hello. */
  | { readonly kind: 'alert'; readonly alert: number }
  /** Bytes that are no TLS record. */
  | { readonly kind: 'garbage' }
  | { readonly kind: 'ending'; readonly then: Ending };

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export type CredsspAnswer =
  | {
      readonly kind: 'challenge';
      readonly version: number;
      readonly identity: Omit<NtlmIdentity, 'time'>;
      readonly clockOffsetSeconds: number;
    }
  | { readonly kind: 'error'; readonly version: number; readonly ntstatus: number }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'ending'; readonly then: 'hold' | 'close' };

export interface HostBehaviour {
  /** `both` listens on ::1 as well, where this PC has it: what `localhost` stands for. */
  readonly loopback: 'ipv4' | 'both';
  readonly answer: Answer;
  readonly tls: TlsAnswer;
  readonly certificate: CertificateWish;
  readonly credssp: CredsspAnswer;
  /** Whether UDP on the same port number answers. */
  readonly udp: boolean;
  /** Every so many connections that said nothing, the listener is away for a while; null for a listener that stays. */
  readonly outages: { readonly everyNth: number; readonly forMs: number } | null;
  /** A connection that still talks so long after its TLS handshake is reset, milliseconds; null for never. */
  readonly resetAfterMs: number | null;
}

export const demoComputer = 'DEMO-PC';

/** A Windows 11 with Remote Desktop switched on. */
export const demoIdentity: Omit<NtlmIdentity, 'time'> = {
  netbiosComputer: demoComputer,
  netbiosDomain: demoComputer,
  dnsComputer: demoComputer,
  dnsDomain: demoComputer,
  version: { major: 10, minor: 0, build: 22631 }
};

const dayMs = 86_400_000;

/** A moment so many days from now; negative for the past. */
export const daysFromNow = (days: number): Date => new Date(Date.now() + days * dayMs);

/** Like the certificate Windows makes for its listener: self-signed, for half a year. It also names the loopback address. */
export const demoCertificate = (differing: Partial<CertificateWish> = {}): CertificateWish => ({
  commonName: demoComputer,
  names: [demoComputer, '127.0.0.1'],
  notBefore: daysFromNow(-30),
  notAfter: daysFromNow(152),
  key: 'rsa-2048',
  signature: 'sha256',
  issuer: null,
  usage: 'sign-and-encipher',
  ...differing
});

/** The newest CredSSP and this PC's clock. */
export const demoChallenge = (
  differing: Partial<Extract<CredsspAnswer, { kind: 'challenge' }>> = {}
): Extract<CredsspAnswer, { kind: 'challenge' }> => ({
  kind: 'challenge',
  version: 6,
  identity: demoIdentity,
  clockOffsetSeconds: 0,
  ...differing
});

/** A sound host: NLA required, TLS 1.2 and later, CredSSP 6, UDP. A scenario says only what differs. */
export const soundHost = (differing: Partial<HostBehaviour> = {}): HostBehaviour => ({
  loopback: 'ipv4',
  answer: { kind: 'policy', policy: 'nla' },
  tls: { kind: 'handshake', oldest: 'TLSv1.2', newest: 'TLSv1.3' },
  certificate: demoCertificate(),
  credssp: demoChallenge(),
  udp: true,
  outages: null,
  resetAfterMs: null,
  ...differing
});
