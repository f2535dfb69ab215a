import { describe, expect, it } from 'vitest';
import { networkFindingIds, type NetworkFindingId } from '../../shared/model/finding-id';
import type { Severity } from '../../shared/model/diagnosis';
import type { ConnectAttempt, StageRecord, TlsAttempt, Transcript } from '../../shared/model/transcript';
import { hasText } from '../../shared/text';
import { judge } from '../diagnosis/judge';
import { networkChecks } from './index';
import { soundCertificate, soundFacts, transcriptWith } from './sound-transcript.test-data';

const attempt = (change: Partial<ConnectAttempt>): ConnectAttempt => ({
  address: '192.0.2.9',
  family: 4,
  outcome: 'open',
  code: null,
  unreachable: null,
  latencyMs: null,
  durationMs: 1,
  ...change
});
const notConnected = (change: Partial<ConnectAttempt>): Transcript =>
  transcriptWith({ connect: { address: null, attempts: [attempt(change)] } });
const replied = (reply: object, offer = 11): Transcript =>
  transcriptWith({
    negotiate: {
      attempts: [{ offer, reply: reply as never, requestHex: '', replyHex: '03', durationMs: 1 }]
    }
  });
const certificate = (change: Partial<typeof soundCertificate>, host?: string): Transcript =>
  transcriptWith({ tls: { chain: [{ ...soundCertificate, ...change }] } }, {}, host);
const tls = (change: Partial<TlsAttempt>, versions: readonly Partial<TlsAttempt>[] = []): Transcript =>
  transcriptWith({
    tls: {
      chain: [],
      first: { ...soundFacts.tls.first, version: null, ...change },
      versions: versions.map((version) => ({ ...soundFacts.tls.first, version: null, ...version }))
    }
  });
const ntlm = (change: object, host?: string, aliasOf: string[] = []): Transcript =>
  transcriptWith(
    {
      credssp: { ntlm: { ...soundFacts.credssp.ntlm, ...change } as never },
      resolve: { aliasOf }
    },
    {},
    host
  );
const twoFamilies = (dead: 4 | 6, change: Partial<ConnectAttempt>): Transcript =>
  transcriptWith({
    connect: {
      address: 'alive',
      attempts: [
        attempt({ address: 'alive', family: dead === 6 ? 4 : 6, latencyMs: 2 }),
        attempt({ address: 'dead', family: dead, ...change })
      ]
    }
  });

/** Each row: what was seen, the finding, its severity; null where the finding must not be given. */
const rows: readonly (readonly [
  seen: string,
  id: NetworkFindingId,
  severity: Severity | null,
  transcript: Transcript
])[] = [
  [
    'NXDOMAIN',
    'name-not-found',
    'problem',
    transcriptWith({ resolve: { addresses: [], error: { kind: 'no-such-name', code: 'ENOTFOUND' } } })
  ],
  [
    'no name server',
    'name-not-found',
    'problem',
    transcriptWith({ resolve: { addresses: [], error: { kind: 'no-server', code: 'EAI_AGAIN' } } })
  ],
  ['RST', 'port-refused', 'problem', notConnected({ outcome: 'refused', code: 'ECONNREFUSED' })],
  ['silence', 'port-filtered', 'problem', notConnected({ outcome: 'filtered' })],
  [
    'ICMP host unreachable',
    'host-unreachable',
    'problem',
    notConnected({ outcome: 'unreachable', unreachable: 'host', code: 'EHOSTUNREACH' })
  ],
  [
    'a refusal beside silence',
    'port-filtered',
    null,
    transcriptWith({
      connect: {
        address: null,
        attempts: [attempt({ outcome: 'refused' }), attempt({ outcome: 'filtered' })]
      }
    })
  ],
  ['IPv6 silent, IPv4 open', 'ipv6-unreachable', 'warning', twoFamilies(6, { outcome: 'filtered' })],
  ['IPv4 silent, IPv6 open', 'ipv4-unreachable', 'warning', twoFamilies(4, { outcome: 'filtered' })],
  [
    'no IPv6 on this PC at all',
    'ipv6-unreachable',
    null,
    twoFamilies(6, { outcome: 'unreachable', unreachable: 'no-route' })
  ],
  [
    '250 ms',
    'slow-path',
    'info',
    transcriptWith({ connect: { attempts: [attempt({ latencyMs: 250 })] }, stability: { connects: [] } })
  ],
  [
    '200 ms',
    'slow-path',
    null,
    transcriptWith({ connect: { attempts: [attempt({ latencyMs: 200 })] }, stability: { connects: [] } })
  ],
  ['nothing after the request', 'no-answer-after-connect', 'problem', replied({ kind: 'no-answer' })],
  ['FIN', 'closed-during-negotiation', 'problem', replied({ kind: 'closed', how: 'end' })],
  ['a banner', 'not-rdp', 'problem', replied({ kind: 'not-rdp', protocol: 'ssh', why: '' })],
  ['failure 6', 'negotiation-refused', 'problem', replied({ kind: 'failure', code: 6, sourceReference: 0 })],
  [
    'RDSTLS, not offered',
    'negotiation-refused',
    'problem',
    replied({ kind: 'selected', protocol: 4, flags: 0, sourceReference: 0 })
  ],
  ['failure 2', 'negotiation-refused', null, replied({ kind: 'failure', code: 2, sourceReference: 0 })],
  ['failure 2', 'rdp-security-only', 'warning', replied({ kind: 'failure', code: 2, sourceReference: 0 })],
  [
    'RDP whatever was offered',
    'rdp-security-only',
    'warning',
    replied({ kind: 'selected', protocol: 0, flags: 0, sourceReference: 0 })
  ],
  ['no block', 'legacy-rdp-server', 'warning', replied({ kind: 'no-block', sourceReference: 0 })],
  [
    'TLS selected',
    'nla-not-offered',
    'warning',
    replied({ kind: 'selected', protocol: 1, flags: 0, sourceReference: 0 })
  ],
  [
    'failure 5 to TLS alone',
    'nla-required',
    'info',
    replied({ kind: 'failure', code: 5, sourceReference: 0 }, 1)
  ],
  [
    'alerts with every version',
    'tls-failed',
    'problem',
    tls({ end: { kind: 'alert', alert: 80, name: 'internal_error' } }, [{ end: { kind: 'reset' } }])
  ],
  ['TLS 1.2 alone works', 'tls-failed', null, tls({ end: { kind: 'closed' } }, [{ version: 'TLSv1.2' }])],
  ['no certificate', 'tls-failed', 'problem', tls({ end: { kind: 'no-certificate' } })],
  [
    'this side refuses the key usage',
    'tls-failed',
    null,
    tls({ end: { kind: 'local', code: 'ERR_SSL_KEY_USAGE_BIT_INCORRECT' } }, [
      { end: { kind: 'alert', alert: 70, name: 'protocol_version' } }
    ])
  ],
  ['TLS 1.1 at best', 'tls-version-old', 'warning', tls({ version: 'TLSv1.1' })],
  ['TLS 1.2', 'tls-version-old', null, tls({ version: 'TLSv1.2' })],
  ['past notAfter', 'certificate-expired', 'warning', certificate({ notAfter: '2026-05-31T00:00:00.000Z' })],
  [
    'before notBefore',
    'certificate-not-yet-valid',
    'warning',
    certificate({ notBefore: '2026-06-02T00:00:00.000Z' })
  ],
  ['another name', 'certificate-name-mismatch', 'warning', certificate({ names: ['other'] })],
  [
    'another name, CN right',
    'certificate-name-mismatch',
    'warning',
    certificate({ names: ['other'], commonName: 'pc9' })
  ],
  ['CN alone', 'certificate-name-mismatch', null, certificate({ names: [], commonName: 'pc9' })],
  ['an address', 'certificate-name-mismatch', 'info', certificate({}, '192.0.2.9')],
  [
    'an address in the SAN',
    'certificate-name-mismatch',
    null,
    certificate({ names: ['192.0.2.9'] }, '192.0.2.9')
  ],
  ['short name of the FQDN', 'certificate-name-mismatch', null, certificate({ names: ['pc9.example.test'] })],
  ['an absolute name', 'certificate-name-mismatch', null, certificate({}, 'PC9.')],
  [
    'wildcard',
    'certificate-name-mismatch',
    null,
    certificate({ names: ['*.example.test'] }, 'pc9.example.test')
  ],
  [
    'wildcard for one label only',
    'certificate-name-mismatch',
    'warning',
    certificate({ names: ['*.example.test'] }, 'a.pc9.example.test')
  ],
  [
    'an international name',
    'certificate-name-mismatch',
    null,
    certificate({ names: ['xn--bcher-kva.example'] }, 'bücher.example')
  ],
  ['SHA-1 in RSASSA-PSS', 'certificate-weak', 'warning', certificate({ signature: 'rsassaPss with sha1' })],
  ['IPv6 refused, IPv4 open', 'ipv6-unreachable', null, twoFamilies(6, { outcome: 'refused' })],
  [
    'two protocols at once',
    'negotiation-refused',
    'problem',
    replied({ kind: 'selected', protocol: 3, flags: 0, sourceReference: 0 })
  ],
  [
    'a signature that does not fit',
    'tls-failed',
    'problem',
    tls({ end: { kind: 'local', code: 'ERR_SSL_BAD_SIGNATURE' } })
  ],
  [
    'old renegotiation, which this side refuses',
    'tls-failed',
    null,
    tls({ end: { kind: 'local', code: 'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED' } })
  ],
  [
    'an international NetBIOS name',
    'name-resolves-to-other-host',
    null,
    ntlm({ netbiosComputer: 'BÜRO', dnsComputer: 'büro' }, 'büro')
  ],
  [
    'failure 5 to the full offer',
    'nla-required',
    'info',
    replied({ kind: 'failure', code: 5, sourceReference: 0 })
  ],
  ['subject is issuer', 'certificate-self-signed', 'info', certificate({ selfSigned: true })],
  ['RSA 1024', 'certificate-weak', 'warning', certificate({ key: { algorithm: 'RSA', bits: 1024 } })],
  ['MD5', 'certificate-weak', 'warning', certificate({ signature: 'md5WithRSAEncryption' })],
  [
    'SHA-1, self-signed, Windows 10',
    'certificate-weak',
    'warning',
    certificate({ signature: 'sha1WithRSAEncryption', selfSigned: true })
  ],
  [
    'SHA-1, self-signed, Windows 7',
    'certificate-weak',
    'info',
    transcriptWith({
      tls: { chain: [{ ...soundCertificate, signature: 'sha1WithRSAEncryption', selfSigned: true }] },
      credssp: { ntlm: { ...soundFacts.credssp.ntlm, version: { major: 6, minor: 1, build: 7601 } } as never }
    })
  ],
  ['CredSSP 4', 'credssp-unpatched', 'problem', transcriptWith({ credssp: { version: 4 } })],
  ['CredSSP 5', 'credssp-unpatched', null, transcriptWith({ credssp: { version: 5 } })],
  ['301 seconds', 'clock-skew', 'warning', transcriptWith({ credssp: { clockOffsetSeconds: -301 } })],
  ['300 seconds', 'clock-skew', null, transcriptWith({ credssp: { clockOffsetSeconds: 300 } })],
  [
    'another computer',
    'name-resolves-to-other-host',
    'problem',
    ntlm({ netbiosComputer: 'PC8', dnsComputer: 'pc8.example.test' })
  ],
  [
    'another computer by alias',
    'name-resolves-to-other-host',
    'warning',
    ntlm({ netbiosComputer: 'PC8', dnsComputer: 'pc8' }, 'files', ['pc8.example.test'])
  ],
  [
    'its short name',
    'name-resolves-to-other-host',
    null,
    ntlm({ dnsComputer: 'PC9.example.test' }, 'pc9.example.test')
  ],
  [
    'a name cut by NetBIOS',
    'name-resolves-to-other-host',
    null,
    ntlm({ netbiosComputer: 'VERYLONGCOMPUTE', dnsComputer: null }, 'verylongcomputername')
  ],
  ['an address', 'name-resolves-to-other-host', null, ntlm({ netbiosComputer: 'PC8' }, '192.0.2.9')],
  ['no UDP answer', 'udp-unavailable', 'info', transcriptWith({ udp: { end: 'no-answer' } })],
  ['1 of 10 lost', 'unstable-connection', 'warning', transcriptWith({ stability: { lost: 1 } })],
  ['101 ms jitter', 'unstable-connection', 'warning', transcriptWith({ stability: { jitterMs: 101 } })],
  [
    'RST while held',
    'connection-reset-midway',
    'problem',
    transcriptWith({ stability: { held: { end: 'reset', heldMs: 4000, bytesSent: 16, code: 'ECONNRESET' } } })
  ],
  [
    'an orderly close while held',
    'connection-reset-midway',
    null,
    transcriptWith({ stability: { held: { end: 'closed', heldMs: 4000, bytesSent: 16, code: null } } })
  ]
];

describe('network checks', () => {
  it.each(rows)('%s: %s is %s', (_seen, id, severity, transcript) => {
    const found = judge(transcript, 0).findings.find((finding) => finding.id === id);
    expect(found?.severity ?? null).toBe(severity);
  });

  it('finds nothing on a healthy host', () => {
    const { findings, likelyCause, stages } = judge(transcriptWith(), 0);
    expect(findings).toEqual([]);
    expect(likelyCause).toBeNull();
    expect(stages.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
  });
});

describe('the set of checks', () => {
  it('has one file for each network finding, named by its id', () => {
    const files = Object.keys(import.meta.glob('./network/*.ts')).map((path) =>
      path.slice('./network/'.length, -'.ts'.length)
    );
    expect(files.sort()).toEqual([...networkFindingIds].sort());
    expect(networkChecks.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it.each(networkFindingIds)('%s has its texts', (id) => {
    for (const part of ['title', 'meaning', 'next', 'why'])
      expect(hasText(`finding.${id}.${part}`)).toBe(true);
  });

  it.each(networkFindingIds)('%s has a row that finds it', (id) => {
    expect(rows.some(([, row, severity]) => row === id && severity !== null)).toBe(true);
  });

  it.each(['not-reached', 'not-asked', 'not-offered'] as const)(
    'a stage that is %s is not applicable and finds nothing',
    (state) => {
      const record: StageRecord<never> = { state };
      const { stages, findings } = judge(
        transcriptWith({ tls: { chain: [{ ...soundCertificate, selfSigned: true }] } }, { tls: record }),
        0
      );
      expect(stages.find(({ id }) => id === 'tls')).toMatchObject({
        outcome: 'not-applicable',
        evidence: { because: state }
      });
      expect(findings).toEqual([]);
    }
  );

  it.each(networkChecks)('$id says nothing of a stage that could not run', ({ stage, id }) => {
    const broken = transcriptWith({}, { [stage]: { state: 'failed', durationMs: 1, detail: 'EMFILE' } });
    const { stages, findings } = judge(broken, 0);
    expect(stages.find((one) => one.id === stage)).toMatchObject({
      outcome: 'could-not-run',
      evidence: { because: 'EMFILE' }
    });
    expect(findings.map((finding) => finding.id)).not.toContain(id);
  });

  it('never calls TLS fine where no certificate could be read', () => {
    const { stages } = judge(transcriptWith({ tls: { chain: [], unreadableCertificates: 1 } }), 0);
    expect(stages.find(({ id }) => id === 'tls')?.outcome).toBe('could-not-run');
  });

  it('never calls a CredSSP fine that sent an error instead of a challenge', () => {
    const { stages } = judge(transcriptWith({ credssp: { ntlm: null, errorCode: 0x80090304 } }), 0);
    expect(stages.find(({ id }) => id === 'credssp')).toMatchObject({
      outcome: 'could-not-run',
      evidence: { because: '0x80090304' }
    });
  });

  it('never calls a silent CredSSP fine', () => {
    const { stages } = judge(
      transcriptWith({ credssp: { end: 'closed', version: null, ntlm: null, clockOffsetSeconds: null } }),
      0
    );
    expect(stages.find(({ id }) => id === 'credssp')?.outcome).toBe('could-not-run');
  });
});

describe('ranking', () => {
  it('puts the wrong PC before what is wrong about it', () => {
    const { findings, likelyCause } = judge(
      transcriptWith({
        credssp: {
          version: 3,
          ntlm: { ...soundFacts.credssp.ntlm, netbiosComputer: 'PC8', dnsComputer: 'pc8' } as never
        }
      }),
      0
    );
    expect(likelyCause).toBe('name-resolves-to-other-host');
    expect(findings.map(({ id }) => id)).toEqual(['name-resolves-to-other-host', 'credssp-unpatched']);
  });

  it('puts first what the error code speaks for', () => {
    const both = transcriptWith({
      credssp: { version: 3 },
      stability: { held: { end: 'reset', heldMs: 1, bytesSent: 1, code: 'ECONNRESET' } }
    });
    expect(judge(both, 0).likelyCause).toBe('credssp-unpatched');
    expect(judge(both, 0, ['connection-reset-midway']).likelyCause).toBe('connection-reset-midway');
  });

  it('names no cause where nothing stops a connection', () => {
    expect(judge(certificate({ selfSigned: true }), 0).likelyCause).toBeNull();
  });
});
