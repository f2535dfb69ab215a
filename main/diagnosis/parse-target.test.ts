import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../formats/decode-text';
import { NotATarget, parseRdpFile, parseTarget } from './parse-target';

describe('parseTarget', () => {
  it.each([
    ['pc9', 'pc9', 3389],
    ['  pc9.example.test:3390 ', 'pc9.example.test', 3390],
    ['10.0.0.9', '10.0.0.9', 3389],
    ['[fe80::1]:3390', 'fe80::1', 3390],
    ['[::1]', '::1', 3389],
    ['fe80::1', 'fe80::1', 3389],
    ['127.1:3390', '127.0.0.1', 3390],
    ['127.0.0.1.', '127.0.0.1', 3389],
    ['büro-pc', 'büro-pc', 3389]
  ])('reads %s', (typed, host, port) => {
    expect(parseTarget(typed)).toEqual({ host, port });
  });

  it.each([
    ['', 'empty'],
    [':3389', 'empty'],
    ['pc9:0', 'port'],
    ['pc9:65536', 'port'],
    ['pc9:rdp', 'port'],
    ['[pc9]:3389', 'brackets'],
    ['https://pc9', 'characters'],
    ['pc9/share', 'characters'],
    ['10.0.0.0/24', 'characters'],
    ['10.0.0.1-20', 'characters'],
    ['pc9; calc', 'characters'],
    ['a'.repeat(254), 'too-long']
  ])('refuses %s', (typed, fault) => {
    expect(() => parseTarget(typed)).toThrow(expect.objectContaining({ fault }) as Error);
  });

  it('throws nothing but NotATarget, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        try {
          const { host, port } = parseTarget(typed);
          return host.length > 0 && port > 0;
        } catch (error) {
          return error instanceof NotATarget;
        }
      }),
      { numRuns: 20_000 }
    );
  });
});

describe('parseRdpFile', () => {
  it('reads the address and the port line', () => {
    expect(parseRdpFile('screen mode id:i:2\r\nfull address:s:pc9\r\nserver port:i:3390\r\n')).toEqual({
      host: 'pc9',
      port: 3390
    });
  });

  it('takes the port of the address before the port line, as mstsc does', () => {
    expect(parseRdpFile('full address:s:pc9:3391\nserver port:i:3390')).toEqual({ host: 'pc9', port: 3391 });
  });

  it('says when there is no address', () => {
    expect(() => parseRdpFile('screen mode id:i:2')).toThrow(
      expect.objectContaining({ fault: 'no-address-line' }) as Error
    );
  });

  it('reads the UTF-16 that Windows writes', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('full address:s:büro', 'utf16le')]);
    expect(parseRdpFile(decodeText(bytes)).host).toBe('büro');
  });
});
