import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { StageFacts, StageRecord, Transcript } from '../../shared/model/transcript';
import type { StageId } from '../../shared/model/stage';

const done = <Facts>(facts: Facts): StageRecord<Facts> => ({ state: 'done', durationMs: 1, facts });

const tlsAttempt = {
  only: null,
  end: { kind: 'done' },
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  replyHex: '',
  durationMs: 3
} as const;

/** Facts of a healthy Windows 11 host, as a base for what a test changes. */
export const soundFacts: StageFacts = {
  resolve: {
    input: 'name',
    asciiName: 'pc9',
    addresses: [{ address: '192.0.2.9', family: 4, from: 'system' }],
    aliasOf: [],
    searchSuffixes: [],
    error: null
  },
  connect: {
    address: '192.0.2.9',
    attempts: [
      {
        address: '192.0.2.9',
        family: 4,
        outcome: 'open',
        code: null,
        unreachable: null,
        latencyMs: 2,
        durationMs: 2
      }
    ]
  },
  negotiate: {
    attempts: [
      {
        offer: 11,
        reply: { kind: 'selected', protocol: 2, flags: 0, sourceReference: 0x1234 },
        requestHex: '',
        replyHex: '',
        durationMs: 1
      }
    ]
  },
  tls: {
    first: tlsAttempt,
    versions: [],
    chain: [
      {
        subject: 'CN=pc9',
        commonName: 'pc9',
        issuer: 'CN=Example CA',
        names: ['pc9'],
        notBefore: '2026-01-01T00:00:00.000Z',
        notAfter: '2027-01-01T00:00:00.000Z',
        key: { algorithm: 'RSA', bits: 2048 },
        signature: 'sha256WithRSAEncryption',
        selfSigned: false,
        usages: [],
        sha1: '',
        sha256: ''
      }
    ],
    encipherOnly: false,
    unreadableCertificates: 0
  },
  credssp: {
    end: 'answered',
    version: 6,
    errorCode: null,
    ntlm: {
      targetName: 'PC9',
      netbiosComputer: 'PC9',
      netbiosDomain: 'PC9',
      dnsComputer: 'pc9',
      dnsDomain: null,
      dnsForest: null,
      time: '2026-06-01T12:00:00.000Z',
      version: { major: 10, minor: 0, build: 22631 }
    },
    clockOffsetSeconds: 0,
    requestHex: '',
    replyHex: ''
  },
  udp: {
    end: 'answered',
    code: null,
    flags: 5,
    upstreamMtu: 1232,
    downstreamMtu: 1232,
    requestHex: '',
    replyHex: '',
    durationMs: 1
  },
  stability: {
    connects: Array.from({ length: 10 }, () => ({ latencyMs: 2, code: null })),
    lost: 0,
    medianMs: 2,
    jitterMs: 0,
    held: { end: 'held', heldMs: 10_000, bytesSent: 40, code: null }
  }
};

export const soundCertificate = soundFacts.tls.chain[0] as StageFacts['tls']['chain'][number];

/** A transcript of that host with some stages' facts changed, and with other stage states where given. */
export function transcriptWith(
  changes: { readonly [Id in StageId]?: Partial<StageFacts[Id]> } = {},
  states: { readonly [Id in StageId]?: StageRecord<never> } = {},
  host = 'pc9'
): Transcript {
  const resolve = {
    ...soundFacts.resolve,
    asciiName: domainToASCII(host),
    input: isIP(host) ? 'address' : 'name'
  } as const;
  const stages = Object.fromEntries(
    Object.entries({ ...soundFacts, resolve }).map(([id, facts]) => [
      id,
      states[id as StageId] ?? done({ ...facts, ...changes[id as StageId] })
    ])
  );
  return {
    schema: 'reconnect.transcript/1',
    target: { host, port: 3389 },
    startedAt: '2026-06-01T12:00:00.000Z',
    timeoutMs: 5000,
    stages: stages as unknown as Transcript['stages']
  };
}
