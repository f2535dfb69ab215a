import type { StageId } from './stage';
import type { Target } from './target';

/**
 * What the probe saw, stage by stage, without judgement: the checks judge. A stage that was not entered says why,
 * so that its checks become not-applicable or could-not-run by construction.
 */
export type StageRecord<Facts> =
  | { readonly state: 'done'; readonly durationMs: number; readonly facts: Facts }
  /**
   * `pending`: not yet decided, only while a run goes on. `not-reached`: an earlier stage failed. `not-asked`: only runs
   * on request. `not-offered`: the host's choice makes it moot.
   */
  | { readonly state: 'pending' | 'not-reached' | 'not-asked' | 'not-offered' | 'cancelled' }
  /** The probe itself could not do it here. */
  | { readonly state: 'failed'; readonly durationMs: number; readonly detail: string };

export interface Transcript {
  readonly schema: 'reconnect.transcript/1';
  readonly target: Target;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** Per stage, milliseconds. */
  readonly timeoutMs: number;
  readonly stages: {
    readonly resolve: StageRecord<ResolveFacts>;
    readonly connect: StageRecord<ConnectFacts>;
    readonly negotiate: StageRecord<NegotiateFacts>;
    readonly tls: StageRecord<TlsFacts>;
    readonly credssp: StageRecord<CredsspFacts>;
    readonly udp: StageRecord<UdpFacts>;
    readonly stability: StageRecord<StabilityFacts>;
  };
}

/** Facts by stage id, for code that is written once for all stages. */
export type StageFacts = {
  [Id in StageId]: Transcript['stages'][Id] extends StageRecord<infer Facts> ? Facts : never;
};

export type Family = 4 | 6;

export interface ResolveFacts {
  readonly input: 'address' | 'name';
  /** The name as it is asked for: IDN in its ASCII form. */
  readonly asciiName: string;
  readonly addresses: readonly {
    readonly address: string;
    readonly family: Family;
    readonly from: 'numeric' | 'hosts-file' | 'system';
  }[];
  /** Names the DNS gives as the real name of an alias, in order. Empty when there is none or it was not answered. */
  readonly aliasOf: readonly string[];
  /** Search suffixes this system appends to short names. */
  readonly searchSuffixes: readonly string[];
  readonly error: null | {
    /** `no-such-name`: the DNS says so. `no-address`: the name exists without one. `no-server`: no name server answered. */
    readonly kind: 'no-such-name' | 'no-address' | 'no-server' | 'timeout' | 'invalid-name' | 'other';
    readonly code: string;
  };
}

export interface ConnectAttempt {
  readonly address: string;
  readonly family: Family;
  readonly outcome: 'open' | 'refused' | 'filtered' | 'unreachable' | 'error' | 'cancelled';
  /** The operating system's error name, such as ECONNREFUSED; null when open or silent. */
  readonly code: string | null;
  /**
   * What an `unreachable` rests on, as far as the error name tells: an ICMP message about the network, the host, the
   * protocol or a prohibition, or this PC's own routing table.
   */
  readonly unreachable: null | 'network' | 'host' | 'protocol' | 'prohibited' | 'no-route';
  /** Round trip of the TCP handshake, milliseconds; null unless open. */
  readonly latencyMs: number | null;
  /** How long this attempt took to be decided, milliseconds. */
  readonly durationMs: number;
}

export interface ConnectFacts {
  readonly attempts: readonly ConnectAttempt[];
  /** The address all later stages use; null when none was open. */
  readonly address: string | null;
}

/** `requestedProtocols` and `selectedProtocol` of MS-RDPBCGR 2.2.1.1.1 and 2.2.1.2.1. */
export const protocols = { rdp: 0, ssl: 1, hybrid: 2, rdstls: 4, hybridEx: 8, rdsAad: 0x10 } as const;

/** Whether a host may select `protocol` in answer to `offer`: RDP, or exactly one of the protocols offered. */
export const isOneOffered = (protocol: number, offer: number): boolean =>
  (protocol & offer) === protocol && (protocol & (protocol - 1)) === 0;

/** How the other side answered an X.224 connection request. */
export type NegotiateReply =
  | {
      readonly kind: 'selected';
      readonly protocol: number;
      readonly flags: number;
      readonly sourceReference: number;
    }
  | { readonly kind: 'failure'; readonly code: number; readonly sourceReference: number }
  /** A confirm without negotiation block: Windows XP, Server 2003 and the like. */
  | { readonly kind: 'no-block'; readonly sourceReference: number }
  /** A confirm whose block is none of MS-RDPBCGR 2.2.1.2. */
  | { readonly kind: 'unknown-block'; readonly type: number; readonly sourceReference: number }
  /** Bytes that are no X.224 connection confirm. `protocol` names what it looks like, null when unknown. */
  | { readonly kind: 'not-rdp'; readonly protocol: string | null; readonly why: string }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'closed'; readonly how: 'end' | 'reset' }
  | { readonly kind: 'not-connected'; readonly code: string };

export interface NegotiateAttempt {
  readonly offer: number;
  readonly reply: NegotiateReply;
  readonly requestHex: string;
  /** What came back, cut at 256 bytes. */
  readonly replyHex: string;
  /** From request to verdict, milliseconds. */
  readonly durationMs: number;
}

export interface NegotiateFacts {
  /** In the order they were made; the first offers what a current client offers (0x0B). */
  readonly attempts: readonly NegotiateAttempt[];
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface CertificateFacts {
  readonly subject: string;
  readonly commonName: string | null;
  readonly issuer: string;
  /** DNS names and addresses of the subject alternative name; empty when there is none. */
  readonly names: readonly string[];
  /** RFC 3339, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: { readonly algorithm: string; readonly bits: number | null };
  /** For example `sha256WithRSAEncryption`; the OID where it has no common name. */
  readonly signature: string;
  readonly selfSigned: boolean;
  /** Extended key usage OIDs; empty when the extension is absent. */
  readonly usages: readonly string[];
  readonly sha1: string;
  readonly sha256: string;
}

export type TlsEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'alert'; readonly alert: number; readonly name: string }
  | { readonly kind: 'reset' | 'closed' | 'no-answer' }
  /** Bytes that are no TLS record. */
  | { readonly kind: 'garbage' }
  /** This side's TLS library gave up, for the reason it names. */
  | { readonly kind: 'local'; readonly code: string }
  /** The host said during negotiation that it has no usable certificate (failure code 3). */
  | { readonly kind: 'no-certificate' }
  | { readonly kind: 'not-connected'; readonly code: string };

export interface TlsAttempt {
  /** The versions this attempt allowed; null for all that this runtime has. */
  readonly only: TlsVersion | null;
  readonly end: TlsEnd;
  readonly version: string | null;
  readonly cipher: string | null;
  /** First bytes received, cut at 256. */
  readonly replyHex: string;
  readonly durationMs: number;
}

export interface TlsFacts {
  /** The certificate may not sign, and only a second handshake with plain RSA key exchange got through (BoringSSL). */
  readonly encipherOnly: boolean;
  readonly first: TlsAttempt;
  /** One attempt for each version, newest first; empty unless the first handshake failed or it was asked for. */
  readonly versions: readonly TlsAttempt[];
  /** Leaf first; empty when no handshake succeeded. An unreadable certificate is left out and counted. */
  readonly chain: readonly CertificateFacts[];
  readonly unreadableCertificates: number;
}

export interface NtlmFacts {
  readonly targetName: string | null;
  readonly netbiosComputer: string | null;
  readonly netbiosDomain: string | null;
  readonly dnsComputer: string | null;
  readonly dnsDomain: string | null;
  readonly dnsForest: string | null;
  /** The other side's clock, RFC 3339, UTC. */
  readonly time: string | null;
  readonly version: { readonly major: number; readonly minor: number; readonly build: number } | null;
}

export type CredsspEnd = 'answered' | 'no-answer' | 'closed' | 'reset' | 'garbage';

export interface CredsspFacts {
  readonly end: CredsspEnd;
  /** Version of the TSRequest that came back; 5 and later carry the fix for CVE-2018-0886. */
  readonly version: number | null;
  /** NTSTATUS, when the server sent one instead of a token. */
  readonly errorCode: number | null;
  readonly ntlm: NtlmFacts | null;
  /** The other side's clock minus this PC's, seconds; null when it named none. */
  readonly clockOffsetSeconds: number | null;
  readonly requestHex: string;
  /** What came back, cut at 1024 bytes; the server challenge in it is blanked, for it is a secret of that sign-in. */
  readonly replyHex: string;
}

export interface UdpFacts {
  readonly end: 'answered' | 'no-answer' | 'refused' | 'garbage' | 'error';
  readonly code: string | null;
  readonly flags: number | null;
  readonly upstreamMtu: number | null;
  readonly downstreamMtu: number | null;
  readonly requestHex: string;
  readonly replyHex: string;
  readonly durationMs: number;
}

export interface StabilityFacts {
  readonly connects: readonly { readonly latencyMs: number | null; readonly code: string | null }[];
  readonly lost: number;
  /** Median of the successful connects, milliseconds; null when none succeeded. */
  readonly medianMs: number | null;
  /** Mean absolute difference between neighbours, milliseconds (as RFC 3550 speaks of jitter, unsmoothed). */
  readonly jitterMs: number | null;
  /** One TLS connection kept open while bytes trickle over it. */
  readonly held: null | {
    readonly end: 'held' | 'reset' | 'closed' | 'not-connected';
    readonly heldMs: number;
    readonly bytesSent: number;
    readonly code: string | null;
  };
}
