import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCertificate, type CertificateWish, type KeyKind } from '../demo/certificate';
import { readCertificate } from './certificate';
import { MalformedReply } from './der';
import { negotiateMessage, parseChallenge } from './ntlm';
import { parseSynAck } from './rdpeudp';
import { readFirstRecords } from './tls-record';
import { parseTsRequest, tsRequest } from './tsrequest';
import { parseConfirm } from './x224';

/** Inputs per parser. Half are random, half are sound messages with a few bytes changed, cut or repeated. */
const runs = 200_000;
/** No parser may keep more than this after all of its inputs, bytes. */
const memoryBound = 64 * 1024 * 1024;

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

const challenge = hex(
  '4e544c4d53535000 02000000 0600 0600 38000000 b78289e2 0102030405060708 0000000000000000' +
    '3800 3800 3e000000 0a00 6345 0000000f 500043003700' +
    '0200 0600 500043003700 0100 0600 500043003700 0400 0600 700063003700 0300 0600 700063003700 0700 0800 0090c5d2d1a2dc01 00000000'
);

const certificates = {
  rsa: derOf(await makeCertificate(wish('rsa-2048'))),
  ec: derOf(await makeCertificate(wish('ec-p256')))
};

function derOf({ chainPem }: { chainPem: string }): Buffer {
  return Buffer.from(chainPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}

function wish(key: KeyKind): CertificateWish {
  return {
    commonName: 'pc7.example.test',
    names: ['pc7.example.test', '10.0.0.9'],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2026-07-01T00:00:00Z'),
    key,
    signature: 'sha256',
    issuer: null,
    usage: 'sign-and-encipher'
  };
}

interface Parser {
  readonly name: string;
  readonly sound: Buffer;
  readonly parse: (bytes: Buffer) => unknown;
}

const parsers: readonly Parser[] = [
  { name: 'connection confirm', sound: hex('030000130ed000001234000209080002000000'), parse: parseConfirm },
  { name: 'TSRequest', sound: tsRequest(6, challenge), parse: parseTsRequest },
  { name: 'NTLM challenge', sound: challenge, parse: parseChallenge },
  { name: 'RDPEUDP SYN+ACK', sound: hex('00000000 0040 0005 98aeca6a 04d0 04d0'), parse: parseSynAck },
  { name: 'TLS records', sound: hex('1603030004 02000000 1503030002 0246'), parse: readFirstRecords },
  { name: 'RSA certificate', sound: certificates.rsa, parse: readCertificate },
  { name: 'EC certificate', sound: certificates.ec, parse: readCertificate }
];

/** A sound message with some bytes overwritten, then cut or repeated. */
const mutations = (sound: Buffer): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(sound.length),
      fc.integer({ min: 1, max: 3 })
    )
    .map(([changes, length, times]) => {
      const changed = Buffer.from(sound);
      for (const [at, value] of changes) changed[at] = value;
      return Buffer.concat(Array.from({ length: times }, () => changed.subarray(0, length)));
    });

const anyBytes = fc.uint8Array({ maxLength: 128 }).map((bytes) => Buffer.from(bytes));

describe.each(parsers)('$name', ({ sound, parse }) => {
  it(`survives ${runs} inputs with no error but its own`, { timeout: 120_000 }, () => {
    const before = process.memoryUsage().heapUsed;
    let slowest = 0;
    fc.assert(
      fc.property(fc.oneof(anyBytes, mutations(sound)), (bytes) => {
        const started = performance.now();
        try {
          parse(bytes);
        } catch (error) {
          if (!(error instanceof MalformedReply)) throw error;
        }
        slowest = Math.max(slowest, performance.now() - started);
      }),
      { numRuns: runs, endOnFailure: true }
    );
    // A hang would be seconds; a pause of the garbage collector on a busy machine is not one.
    expect(slowest).toBeLessThan(2000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(memoryBound);
  });
});

describe('sound messages', () => {
  it('reads every answer of MS-RDPBCGR 2.2.1.2', () => {
    expect(parseConfirm(hex('030000130ed000001234000209080002000000'))).toEqual({
      kind: 'selected',
      protocol: 2,
      flags: 9,
      sourceReference: 0x1234
    });
    for (const code of [1, 2, 3, 4, 5, 6, 99]) {
      const bytes = hex('030000130ed00000123400030008000000 0000');
      bytes.writeUInt32LE(code, 15);
      expect(parseConfirm(bytes)).toEqual({ kind: 'failure', code, sourceReference: 0x1234 });
    }
    expect(parseConfirm(hex('0300000b06d00000123400'))).toEqual({
      kind: 'no-block',
      sourceReference: 0x1234
    });
    expect(parseConfirm(hex('030000130ed000001234000901080001000000'))).toMatchObject({
      kind: 'unknown-block',
      type: 9
    });
  });

  it('waits for the rest of a confirm and names what is none', () => {
    expect(parseConfirm(hex('030000130ed0000012'))).toBe('incomplete');
    expect(parseConfirm(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))).toMatchObject({
      kind: 'not-rdp',
      protocol: 'http'
    });
    expect(parseConfirm(Buffer.from('SSH-2.0-OpenSSH_9.2p1\r\n'))).toMatchObject({
      kind: 'not-rdp',
      protocol: 'ssh'
    });
    expect(parseConfirm(Buffer.from('RFB 003.008\n'))).toMatchObject({ kind: 'not-rdp', protocol: 'vnc' });
    expect(parseConfirm(hex('0300ffff0ed00000'))).toMatchObject({ kind: 'not-rdp', protocol: 'x224' });
    expect(parseConfirm(hex('0300000b06800000123400'))).toMatchObject({ kind: 'not-rdp' });
  });

  it('reads who the host says it is', () => {
    expect(parseChallenge(challenge)).toEqual({
      targetName: 'PC7',
      netbiosComputer: 'PC7',
      netbiosDomain: 'PC7',
      dnsComputer: 'pc7',
      dnsDomain: 'pc7',
      dnsForest: null,
      time: new Date(Number((BigInt('0x01dca2d1d2c59000') - 116444736000000000n) / 10000n)).toISOString(),
      version: { major: 10, minor: 0, build: 17763 }
    });
  });

  it('reads back the TSRequest it writes, with the token inside', () => {
    expect(parseTsRequest(tsRequest(6, negotiateMessage()))).toEqual({
      version: 6,
      token: negotiateMessage(),
      errorCode: null
    });
    expect(tsRequest(6, negotiateMessage())).toHaveLength(57);
    expect(parseTsRequest(hex('300d a003 020106 a406 0204 c000006d'))).toMatchObject({
      errorCode: 0xc000006d
    });
  });

  it('reads a SYN+ACK as a scanner on the internet saw it', () => {
    expect(parseSynAck(hex('00000000 0040 0005 98aeca6a 04d0 04d0'))).toEqual({
      flags: 5,
      upstreamMtu: 1232,
      downstreamMtu: 1232
    });
  });

  it('reads what a certificate says', () => {
    expect(readCertificate(certificates.rsa)).toMatchObject({
      subject: expect.stringContaining('CN=pc7.example.test') as string,
      commonName: 'pc7.example.test',
      names: ['pc7.example.test', '10.0.0.9'],
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2026-07-01T00:00:00.000Z',
      key: { algorithm: 'RSA', bits: 2048 },
      signature: 'sha256WithRSAEncryption',
      selfSigned: true
    });
    expect(readCertificate(certificates.ec).key).toEqual({ algorithm: 'EC', bits: 256 });
    const { fingerprint256 } = new X509Certificate(certificates.ec);
    expect(readCertificate(certificates.ec).sha256).toBe(fingerprint256.replaceAll(':', '').toLowerCase());
  });

  it('finds an alert behind other records', () => {
    expect(readFirstRecords(hex('1603030004 02000000 1503030002 0246'))).toEqual({
      kind: 'alert',
      alert: 70
    });
    expect(readFirstRecords(Buffer.from('garbage'))).toEqual({ kind: 'garbage' });
  });
});
