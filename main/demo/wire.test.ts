import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReplayed } from './define-scenario';
import { answerOffer } from './policy';
import { scenarios } from './scenario';
import {
  confirmFailure,
  confirmSelected,
  confirmWithoutBlock,
  fatalAlert,
  holdsNtlmNegotiate,
  ntlmChallenge,
  readConnectionRequest,
  readSyn,
  synAck,
  tsRequestLength,
  tsRequestWithError,
  tsRequestWithToken
} from './wire';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const request = (offer: number): Buffer =>
  hex(`0300 0013 0ee0 0000 0000 00 01 00 0800 ${offer.toString(16).padStart(2, '0')}000000`);

describe('connection requests', () => {
  it('give what the client offers', () => {
    expect(readConnectionRequest(request(0x0b))).toEqual({ state: 'whole', offer: 0x0b, length: 19 });
  });

  it('give the offer behind a cookie too', () => {
    const cookie = Buffer.from('Cookie: mstshash=someone\r\n');
    const whole = Buffer.concat([hex('0300002d 28e00000000000'), cookie, hex('0100080003000000')]);
    expect(readConnectionRequest(whole)).toEqual({ state: 'whole', offer: 3, length: 45 });
  });

  it('offer nothing where there is no block, and say when more bytes are needed or none will help', () => {
    expect(readConnectionRequest(hex('0300000b 06e00000000000'))).toEqual({
      state: 'whole',
      offer: null,
      length: 11
    });
    expect(readConnectionRequest(request(1).subarray(0, 18))).toEqual({ state: 'incomplete' });
    expect(readConnectionRequest(Buffer.from('GET / HTTP/1.1\r\n'))).toEqual({ state: 'invalid' });
    expect(readConnectionRequest(hex('0300ffff 0ee00000000000'))).toEqual({ state: 'invalid' });
    expect(readConnectionRequest(hex('03000013 0ef0 0000000000 0100080001000000'))).toEqual({
      state: 'invalid'
    });
  });
});

describe('confirms', () => {
  it('are the bytes of the specification', () => {
    expect(confirmSelected(8, 0x1f)).toEqual(hex('03000013 0ed00000123400 021f0800 08000000'));
    expect(confirmFailure(5)).toEqual(hex('03000013 0ed00000123400 03000800 05000000'));
    expect(confirmWithoutBlock()).toEqual(hex('0300000b 06d00000123400'));
    expect(fatalAlert(70)).toEqual(hex('15 0303 0002 02 46'));
  });

  it('are what the recordings hold', () => {
    const recorded = scenarios
      .filter(isReplayed)
      .flatMap(({ replay: { stages } }) =>
        stages.negotiate.state === 'done' ? stages.negotiate.facts.attempts : []
      );
    expect(recorded.length).toBeGreaterThan(0);
    for (const { offer, requestHex, replyHex } of recorded) {
      expect(hex(requestHex)).toEqual(request(offer));
      expect(replyHex).toBe(answerOffer('nla', offer).confirm?.toString('hex'));
    }
  });
});

/** Offers 0 (RDP), 1 (TLS), 2 (CredSSP), 3 and 0x0B, as MS-RDPBCGR 2.2.1.2 has them answered. */
describe('answers by policy', () => {
  const rdp = confirmSelected(0);
  const tls = confirmSelected(1);
  const credssp = confirmSelected(2);
  const early = confirmSelected(8);
  const needsTls = confirmFailure(1);
  const noTls = confirmFailure(2);
  const needsNla = confirmFailure(5);
  it.each([
    ['rdp', [rdp, noTls, noTls, noTls, noTls]],
    ['tls', [needsTls, tls, needsTls, tls, tls]],
    ['nla', [needsNla, needsNla, credssp, credssp, early]],
    ['nla-optional', [needsTls, tls, credssp, credssp, early]],
    ['negotiate', [rdp, tls, credssp, credssp, early]],
    ['always-rdp', [rdp, rdp, rdp, rdp, rdp]]
  ] as const)('%s', (policy, answers) => {
    expect([0, 1, 2, 3, 0x0b].map((offer) => answerOffer(policy, offer).confirm)).toEqual(answers);
  });

  it('close without a word where a client without negotiation may not come in', () => {
    expect(answerOffer('nla', null)).toEqual({ confirm: null, then: 'close' });
    expect(answerOffer('negotiate', null).confirm).toEqual(confirmWithoutBlock());
  });
});

describe('CredSSP', () => {
  it('wraps a token as MS-CSSP says', () => {
    expect(tsRequestWithToken(6, Buffer.from('ab'))).toEqual(
      hex('3011 a003020106 a10a 3008 3006 a004 0402 6162')
    );
  });

  it('writes lengths over 127 in the long form, and reads them so', () => {
    const short = tsRequestWithToken(6, Buffer.alloc(200));
    expect(short.subarray(0, 3).toString('hex')).toBe(`3081${(short.length - 3).toString(16)}`);
    expect(tsRequestLength(short)).toBe(short.length);
    const long = tsRequestWithToken(6, Buffer.alloc(400));
    expect(long.subarray(0, 2).toString('hex')).toBe('3082');
    expect(tsRequestLength(long)).toBe(long.length);
    expect(tsRequestLength(long.subarray(0, 3))).toBeNull();
    expect(tsRequestLength(Buffer.from('GET'))).toBe('invalid');
    expect(tsRequestLength(hex('3084 ffffffff'))).toBe('invalid');
  });

  it('keeps an NTSTATUS positive', () => {
    expect(tsRequestWithError(6, 0xc000_006d)).toEqual(hex('300e a003020106 a407 020500c000006d'));
  });

  it('knows an NTLM negotiate from other tokens', () => {
    expect(holdsNtlmNegotiate(tsRequestWithToken(6, hex('4e544c4d53535000 01000000 b78208e2')))).toBe(true);
    expect(holdsNtlmNegotiate(tsRequestWithToken(6, hex('4e544c4d53535000 03000000 b78208e2')))).toBe(false);
  });

  it('puts names, build and clock where MS-NLMP has them', () => {
    const message = ntlmChallenge(
      {
        netbiosComputer: 'PC9',
        netbiosDomain: 'CORP',
        dnsComputer: 'pc9.corp.test',
        dnsDomain: 'corp.test',
        version: { major: 10, minor: 0, build: 22631 },
        time: new Date('2026-11-02T08:15:00Z')
      },
      hex('0123456789abcdef')
    );
    expect(message.toString('latin1', 0, 8)).toBe('NTLMSSP\0');
    expect(message.readUInt32LE(8)).toBe(2);
    expect(message.subarray(24, 32)).toEqual(hex('0123456789abcdef'));
    expect(message.subarray(48, 56)).toEqual(hex('0a00 6758 000000 0f'));
    const [nameLength, nameAt] = [message.readUInt16LE(12), message.readUInt32LE(16)];
    expect(message.toString('utf16le', nameAt, nameAt + nameLength)).toBe('PC9');
    const [infoLength, infoAt] = [message.readUInt16LE(40), message.readUInt32LE(44)];
    expect(infoAt + infoLength).toBe(message.length);
    const wide = (text: string): string => Buffer.from(text, 'utf16le').toString('hex');
    expect(message.toString('hex', infoAt)).toBe(
      [
        `02000800${wide('CORP')}`,
        `01000600${wide('PC9')}`,
        `04001200${wide('corp.test')}`,
        `03001a00${wide('pc9.corp.test')}`,
        `07000800${filetimeHex('2026-11-02T08:15:00Z')}`,
        '00000000'
      ].join('')
    );
  });
});

/** By Windows' epoch, which JavaScript can name. */
function filetimeHex(time: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Date.parse(time) - Date.parse('1601-01-01T00:00:00Z')) * 10_000n);
  return bytes.toString('hex');
}

describe('the UDP transport', () => {
  const syn = Buffer.concat([hex('ffffffff 0040 0001 11223344 04d0 0400'), Buffer.alloc(1216)]);

  it('is answered with the client’s number and an MTU within the limits', () => {
    const read = readSyn(syn);
    expect(read).toEqual({ sequence: 0x1122_3344, upstreamMtu: 1232, downstreamMtu: 1024 });
    const answer = read && synAck(read, 0x98ae_ca6a);
    expect(answer?.subarray(0, 16)).toEqual(hex('11223344 0040 0005 98aeca6a 04d0 046c'));
    expect(answer).toHaveLength(1232);
  });

  it('says nothing to datagrams that are short or no SYN', () => {
    expect(readSyn(syn.subarray(0, 100))).toBeNull();
    expect(readSyn(Buffer.alloc(1232))).toBeNull();
  });
});

describe('what a hostile client may send', () => {
  const runs = { numRuns: 20_000 };
  /** Any bytes, and near misses of sound ones. */
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(
        fc.constantFrom(request(0x0b), tsRequestWithToken(6, Buffer.from('NTLMSSP')), Buffer.alloc(1232, 1)),
        fc.nat(40),
        fc.nat(255),
        fc.nat(40)
      )
      .map(([sound, at, byte, cut]) => {
        const bytes = Buffer.from(sound.subarray(0, sound.length - Math.min(cut, sound.length)));
        if (at < bytes.length) bytes[at] = byte;
        return bytes;
      })
  );

  it('never makes a reader throw or claim more bytes than it bounds', () => {
    fc.assert(
      fc.property(hostile, (bytes) => {
        const received = readConnectionRequest(bytes);
        if (received.state === 'whole') expect(received.length).toBeLessThanOrEqual(bytes.length);
        if (received.state === 'incomplete') expect(bytes.length).toBeLessThan(4096);
        const length = tsRequestLength(bytes);
        if (typeof length === 'number') expect(length).toBeLessThanOrEqual(4 + 0xffff);
        const syn = readSyn(bytes);
        if (syn) expect(synAck(syn, 0)).toHaveLength(1232);
      }),
      runs
    );
  });
});
