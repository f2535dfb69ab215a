import { describe, expect, test } from 'vitest';
import { stageIds, type StageId } from '../../model/stage';
import type { StageFacts } from '../../model/transcript';
import { latencyOf } from './connect';
import { viewOf, whyNotRun } from './index';
import type { Json } from '../read';

const result = (id: StageId, evidence: Record<string, Json>) =>
  ({ id, outcome: 'ok', durationMs: 1, evidence }) as const;

/** Through JSON, as evidence reaches the window. */
const view = <Id extends StageId>(id: Id, facts: StageFacts[Id]) =>
  viewOf(result(id, JSON.parse(JSON.stringify(facts)) as Record<string, Json>));

const row = (rows: ReturnType<typeof viewOf>['rows'], label: string) =>
  rows.find((one) => one.label === label);

describe('resolve', () => {
  const found: StageFacts['resolve'] = {
    input: 'name',
    asciiName: 'pc9.example.test',
    addresses: [
      { address: '10.0.0.9', family: 4, from: 'system' },
      { address: '2001:db8::9', family: 6, from: 'hosts-file' }
    ],
    aliasOf: ['host9.example.test'],
    searchSuffixes: [],
    error: null
  };

  test('names the first address and how many more', () => {
    const { line, rows } = view('resolve', found);
    expect(line).toBe('10.0.0.9 and 1 more');
    expect(rows.map(({ found: value }) => value)).toContain('2001:db8::9 (from the hosts file)');
    expect(row(rows, 'Alias of')?.found).toBe('host9.example.test');
  });

  test('says who failed to find it, with the code', () => {
    const { line, rows } = view('resolve', {
      ...found,
      addresses: [],
      error: { kind: 'no-server', code: 'ESERVFAIL' }
    });
    expect(line).toBe('No name server answered');
    expect(row(rows, 'Answer')?.found).toBe('No name server answered (ESERVFAIL)');
  });
});

describe('connect', () => {
  const attempt = {
    address: '10.0.0.9',
    family: 4,
    outcome: 'open',
    code: null,
    unreachable: null,
    latencyMs: 11.4,
    durationMs: 11.6
  } as const;
  const refused = { ...attempt, outcome: 'refused', code: 'ECONNREFUSED', latencyMs: null } as const;

  test('an open port with its round trip', () => {
    const facts = { attempts: [attempt], address: '10.0.0.9' };
    expect(view('connect', facts).line).toBe('Open at 10.0.0.9, 11 ms');
    expect(latencyOf(JSON.parse(JSON.stringify(facts)) as Record<string, Json>)).toBe(11.4);
  });

  test('a refusal says more than silence, so it is what the line tells', () => {
    const silent = {
      ...attempt,
      address: '2001:db8::9',
      family: 6,
      outcome: 'filtered',
      latencyMs: null
    } as const;
    const { line, rows } = view('connect', { attempts: [silent, refused], address: null });
    expect(line).toBe('The port is closed: 10.0.0.9 refused');
    expect(rows[1]).toMatchObject({ found: 'refused in 12 ms (ECONNREFUSED)', expected: 'open' });
  });
});

describe('negotiate', () => {
  test('what the other side chose is the news, after a refused first offer too', () => {
    const { line, rows } = view('negotiate', {
      attempts: [
        {
          offer: 11,
          reply: { kind: 'failure', code: 2, sourceReference: 0 },
          requestHex: '0300',
          replyHex: '03000013',
          durationMs: 2
        },
        {
          offer: 0,
          reply: { kind: 'selected', protocol: 0, flags: 0, sourceReference: 0 },
          requestHex: '',
          replyHex: '',
          durationMs: 2
        }
      ]
    });
    expect(line).toBe('Chose RDP security');
    expect(row(rows, 'Offered TLS, NLA, NLA (extended)')?.found).toBe(
      'Refused with failure 2: TLS is not allowed'
    );
    expect(row(rows, 'Bytes received')).toMatchObject({ found: '03 00 00 13', bytes: true });
  });

  test('another service is named where it is known', () => {
    const reply = { kind: 'not-rdp', protocol: 'SSH', why: '' } as const;
    const attempt = { offer: 11, reply, requestHex: '', replyHex: '', durationMs: 2 };
    expect(view('negotiate', { attempts: [attempt] }).line).toBe('The answer is SSH, not Remote Desktop');
  });
});

describe('tls', () => {
  const certificate: StageFacts['tls']['chain'][number] = {
    subject: 'CN=pc9',
    commonName: 'pc9',
    issuer: 'CN=pc9',
    names: [],
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2026-07-01T12:30:00Z',
    key: { algorithm: 'RSA', bits: 1024 },
    signature: 'sha256WithRSAEncryption',
    selfSigned: true,
    usages: [],
    sha1: '',
    sha256: 'ab12'
  };
  const done = {
    only: null,
    end: { kind: 'done' },
    version: 'TLSv1.2',
    cipher: 'AES',
    replyHex: '',
    durationMs: 3
  } as const;

  test('version and certificate, beside what is expected of them', () => {
    const { line, rows } = view('tls', {
      first: done,
      encipherOnly: false,
      versions: [],
      chain: [certificate],
      unreadableCertificates: 0
    });
    expect(line).toBe('TLS 1.2, certificate for pc9');
    expect(row(rows, 'Version')).toMatchObject({ found: 'TLS 1.2', expected: 'TLS 1.2 or newer' });
    expect(row(rows, 'Valid to')?.found).toBe('2026-07-01 12:30 UTC');
    expect(row(rows, 'Key')).toMatchObject({
      found: 'RSA 1024',
      expected: 'RSA 2048 or EC 224 bits and more'
    });
    expect(row(rows, 'Issued by')?.found).toBe('itself (self-signed)');
  });

  test('the alert, and each version that was tried alone', () => {
    const alert = {
      ...done,
      end: { kind: 'alert', alert: 70, name: 'protocol_version' },
      version: null
    } as const;
    const old = { ...done, only: 'TLSv1', version: 'TLSv1' } as const;
    const { line, rows } = view('tls', {
      first: alert,
      encipherOnly: false,
      versions: [old],
      chain: [],
      unreadableCertificates: 0
    });
    expect(line).toBe('Alert 70 (protocol_version)');
    expect(row(rows, 'Only TLS 1.0')?.found).toBe('accepted');
  });
});

describe('credssp', () => {
  test('version, computer and clock', () => {
    const { line, rows } = view('credssp', {
      end: 'answered',
      version: 6,
      errorCode: null,
      ntlm: {
        targetName: 'PC9',
        netbiosComputer: 'PC9',
        netbiosDomain: 'PC9',
        dnsComputer: 'pc9.example.test',
        dnsDomain: null,
        dnsForest: null,
        time: '2026-11-20T10:00:00Z',
        version: { major: 10, minor: 0, build: 22631 }
      },
      clockOffsetSeconds: 412.4,
      requestHex: '3037',
      replyHex: '3081'
    });
    expect(line).toBe('Version 6, on pc9.example.test');
    expect(row(rows, 'Bytes received')).toMatchObject({ found: '30 81', bytes: true });
    expect(row(rows, 'Windows version')?.found).toBe('10.0.22631');
    expect(row(rows, "Its clock against this PC's")).toMatchObject({
      found: '+412 s',
      expected: 'within 300 seconds'
    });
  });

  test('a status instead of a token, as it is written everywhere', () => {
    const { rows } = view('credssp', {
      end: 'answered',
      version: 6,
      errorCode: -1073741715,
      ntlm: null,
      clockOffsetSeconds: null,
      requestHex: '',
      replyHex: ''
    });
    expect(row(rows, 'Status sent')?.found).toBe('0xc000006d');
  });
});

describe('stability', () => {
  test('what was lost, and how the held connection ended', () => {
    const connects = [
      { latencyMs: 3, code: null },
      { latencyMs: null, code: 'ETIMEDOUT' }
    ];
    const held = { end: 'reset', heldMs: 4200, bytesSent: 100, code: 'ECONNRESET' } as const;
    const { line, rows } = view('stability', { connects, lost: 1, medianMs: 3, jitterMs: 0.4, held });
    expect(line).toBe('The open connection was cut after 4.2 s');
    expect(row(rows, 'Lost')).toMatchObject({ found: '50 %', expected: 'at most 5 %' });
    expect(row(rows, 'Held connection')?.found).toBe('reset after 4.2 s');
  });
});

describe('a step that did not run', () => {
  test('says why, in words where the catalogue has them', () => {
    expect(viewOf(result('tls', { because: 'not-reached' }))).toEqual({
      line: 'Not reached: an earlier step failed',
      rows: []
    });
    expect(whyNotRun(result('udp', { because: 'EACCES' }))).toBe('EACCES');
  });

  test('and what it saw all the same stays readable', () => {
    const { line, rows } = viewOf(result('udp', { because: 'half of it', end: 'answered' }));
    expect(line).toBe('Not complete: half of it');
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe.each(stageIds)('%s takes any evidence', (id) => {
  const strange: readonly Json[] = [
    null,
    7,
    'text',
    [],
    [null, 3, 'x', []],
    {},
    { attempts: 1, end: [], kind: {} }
  ];

  test('of another version, or broken, without failing', () => {
    const names = [
      'addresses',
      'attempts',
      'first',
      'versions',
      'chain',
      'end',
      'ntlm',
      'version',
      'connects',
      'held',
      'error',
      'reply'
    ];
    for (const value of strange) {
      const evidence = Object.fromEntries(names.map((name) => [name, value]));
      expect(typeof viewOf(result(id, evidence)).line).toBe('string');
      expect(
        typeof viewOf(result(id, { attempts: [evidence], chain: [evidence], first: evidence })).line
      ).toBe('string');
    }
    expect(typeof viewOf(result(id, {})).line).toBe('string');
  });
});
