import {
  protocols,
  type ConnectAttempt,
  type ConnectFacts,
  type NegotiateAttempt,
  type StageRecord,
  type Transcript
} from '../../shared/model/transcript';

/**
 * Parts of recorded transcripts, for faults that loopback cannot show. Addresses are those kept for documentation (RFC 5737,
 * RFC 3849), names those of RFC 6761.
 */
type Stages = Transcript['stages'];
type Address =
  Stages['resolve'] extends StageRecord<infer Facts>
    ? Facts extends { addresses: readonly (infer One)[] }
      ? One
      : never
    : never;

const host = 'pc9.example.test';
const startedAt = '2026-11-02T08:15:00.000Z';
const timeoutMs = 5000;

export const recordedIpv4: Address = { address: '192.0.2.90', family: 4, from: 'system' };
export const recordedIpv6: Address = { address: '2001:db8::90', family: 6, from: 'system' };

/** A recording of a check of `pc9.example.test` on the usual port. */
export const recording = (stages: Stages): Transcript => ({
  schema: 'reconnect.transcript/1',
  target: { host, port: 3389 },
  startedAt,
  timeoutMs,
  stages
});

/** The stages of a run that ended with connecting. */
export const endedAtConnect = (addresses: readonly Address[], connect: Stages['connect']): Stages => ({
  resolve: resolved(addresses),
  connect,
  negotiate: { state: 'not-reached' },
  tls: { state: 'not-reached' },
  credssp: { state: 'not-reached' },
  udp: { state: 'not-reached' },
  stability: { state: 'not-reached' }
});

/**
 * The stages of a run that reached a sound host.
 *
 * @param roundTripMs how long every answer of the host took on the way, milliseconds
 */
export const reachedSoundHost = (
  addresses: readonly Address[],
  connect: Stages['connect'],
  roundTripMs: number
): Stages => ({
  resolve: resolved(addresses),
  connect,
  negotiate: done(3 * roundTripMs, { attempts: policyOfNla(roundTripMs) }),
  tls: done(2 * roundTripMs, {
    first: {
      only: null,
      end: { kind: 'done' },
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      replyHex: '160303007a020000760303',
      durationMs: 2 * roundTripMs
    },
    versions: [],
    chain: [
      {
        subject: `CN=${host}`,
        commonName: host,
        issuer: `CN=${host}`,
        names: [],
        notBefore: '2026-08-19T05:40:12.000Z',
        notAfter: '2027-02-18T05:40:12.000Z',
        key: { algorithm: 'RSA', bits: 2048 },
        signature: 'sha256WithRSAEncryption',
        selfSigned: true,
        usages: ['1.3.6.1.5.5.7.3.1'],
        sha1: '5d1f0c8b7e2a94603bd8f1a6c7e9052d4b3f6a18',
        sha256: '9c41d7e05ab2f38610d4c95e7723f8ab6e0d15c2943b87fa6120ce58d97b3f04'
      }
    ],
    encipherOnly: false,
    unreadableCertificates: 0
  }),
  credssp: done(roundTripMs, {
    end: 'answered',
    version: 6,
    errorCode: null,
    ntlm: {
      targetName: 'PC9',
      netbiosComputer: 'PC9',
      netbiosDomain: 'PC9',
      dnsComputer: 'pc9',
      dnsDomain: 'pc9',
      dnsForest: null,
      time: startedAt,
      version: { major: 10, minor: 0, build: 22631 }
    },
    clockOffsetSeconds: 0.4,
    requestHex: '',
    replyHex: ''
  }),
  udp: done(roundTripMs, {
    end: 'answered',
    code: null,
    flags: 0x0005,
    upstreamMtu: 1232,
    downstreamMtu: 1232,
    requestHex: 'ffffffff004000015c0e93d704d004d0',
    replyHex: '5c0e93d70040000598aeca6a04d004d0',
    durationMs: roundTripMs
  }),
  stability: { state: 'not-asked' }
});

/** A connect stage with these attempts, the open one chosen. */
export function connected(attempts: readonly ConnectAttempt[]): StageRecord<ConnectFacts> {
  const open = attempts.find(({ outcome }) => outcome === 'open');
  return done(Math.max(...attempts.map(({ durationMs }) => durationMs)), {
    attempts,
    address: open?.address ?? null
  });
}

/** An attempt that opened. */
export const opened = ({ address, family }: Address, latencyMs: number): ConnectAttempt => ({
  address,
  family,
  outcome: 'open',
  code: null,
  unreachable: null,
  latencyMs,
  durationMs: latencyMs
});

/** An attempt that nothing answered before its time was up. */
export const silent = ({ address, family }: Address): ConnectAttempt => ({
  address,
  family,
  outcome: 'filtered',
  code: null,
  unreachable: null,
  latencyMs: null,
  durationMs: timeoutMs
});

/** An attempt that failed because the host's own network got no answer from it, which takes about three seconds. */
export const hostUnreachable = ({ address, family }: Address): ConnectAttempt => ({
  address,
  family,
  outcome: 'unreachable',
  code: 'EHOSTUNREACH',
  unreachable: 'host',
  latencyMs: null,
  durationMs: 3062.4
});

const resolved = (addresses: readonly Address[]): Stages['resolve'] =>
  done(6.2, { input: 'name', asciiName: host, addresses, aliasOf: [], searchSuffixes: [], error: null });

function done<Facts>(durationMs: number, facts: Facts): StageRecord<Facts> {
  return { state: 'done', durationMs, facts };
}

/** How a host that requires NLA answers the offer of a current client, and then TLS alone. */
const policyOfNla = (durationMs: number): NegotiateAttempt[] => [
  {
    offer: protocols.ssl | protocols.hybrid | protocols.hybridEx,
    reply: { kind: 'selected', protocol: protocols.hybridEx, flags: 0x1f, sourceReference: 0x1234 },
    requestHex: '030000130ee00000000000010008000b000000',
    replyHex: '030000130ed00000123400021f080008000000',
    durationMs
  },
  {
    offer: protocols.ssl,
    reply: { kind: 'failure', code: 5, sourceReference: 0x1234 },
    requestHex: '030000130ee000000000000100080001000000',
    replyHex: '030000130ed000001234000300080005000000',
    durationMs
  }
];
