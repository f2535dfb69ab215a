import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnavailable, machineImageSchema } from '../../../shared/model/machine-image';
import { registryTypes, type RegistryType } from '../../../shared/model/reading';
import { registryData } from './registry-data';

const of = (type: RegistryType, hex: string): unknown =>
  registryData(registryTypes.indexOf(type), Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('data of the type that it is stored under', () => {
  it.each<[RegistryType, string, unknown]>([
    ['REG_DWORD', '01000000', 1],
    ['REG_DWORD', 'ffffffff', 4_294_967_295],
    ['REG_DWORD', '00000080', 2_147_483_648],
    ['REG_QWORD', 'ffffffffffffffff', '18446744073709551615'],
    ['REG_QWORD', '0000000001000000', '4294967296'],
    ['REG_SZ', '', ''],
    ['REG_SZ', '0000', ''],
    ['REG_SZ', '6100 6200 0000', 'ab'],
    ['REG_SZ', '6100 6200', 'ab'],
    ['REG_SZ', '6100 0000 6200 0000', 'a\0b'],
    ['REG_SZ', '6100 0000 0000', 'a\0'],
    ['REG_SZ', '00d8 0000', '\ud800'],
    ['REG_EXPAND_SZ', '2500 4100 2500 0000', '%A%'],
    ['REG_MULTI_SZ', '', []],
    ['REG_MULTI_SZ', '0000', []],
    ['REG_MULTI_SZ', '6100 0000 6200 0000 0000', ['a', 'b']],
    ['REG_MULTI_SZ', '6100 0000 6200 0000', ['a', 'b']],
    ['REG_MULTI_SZ', '6100 0000 6200', ['a', 'b']],
    ['REG_MULTI_SZ', '6100 0000 0000 6200 0000 0000', ['a', '', 'b']],
    ['REG_NONE', '', ''],
    ['REG_NONE', 'ff', 'ff'],
    ['REG_BINARY', '00ABff', '00abff'],
    ['REG_DWORD_BIG_ENDIAN', '00000001', '00000001'],
    ['REG_LINK', '5c00', '5c00']
  ])('%s %s', (type, hex, expected) => {
    expect(of(type, hex)).toEqual([type, expected]);
  });
});

describe('data that does not fit its type', () => {
  it.each<[RegistryType, string, string]>([
    ['REG_DWORD', '0100', 'REG_DWORD of 2 bytes: 0100'],
    ['REG_DWORD', '', 'REG_DWORD of 0 bytes: '],
    ['REG_DWORD', '0100000000000000', 'REG_DWORD of 8 bytes: 0100000000000000'],
    ['REG_QWORD', '01000000', 'REG_QWORD of 4 bytes: 01000000'],
    ['REG_SZ', '61', 'REG_SZ of 1 byte: 61'],
    ['REG_MULTI_SZ', '610000', 'REG_MULTI_SZ of 3 bytes: 610000']
  ])('%s %s is not guessed at', (type, hex, detail) => {
    expect(of(type, hex)).toEqual({ unavailable: 'failed', detail });
  });

  it('names a type that Windows does not', () => {
    expect(registryData(0xffff_0012, Buffer.from('01', 'hex'))).toEqual({
      unavailable: 'failed',
      detail: 'type 4294901778: 01'
    });
  });

  it('shows the beginning of long data', () => {
    const found = registryData(4, Buffer.alloc(1000));
    expect(isUnavailable(found) && found.detail?.length).toBeLessThan(100);
  });
});

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const withoutNul = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));

describe('whatever is stored', () => {
  it('gives back any text, ended or not', () => {
    fc.assert(
      fc.property(withoutNul, fc.boolean(), (text, ended) => {
        expect(registryData(1, utf16(ended ? `${text}\0` : text))).toEqual(['REG_SZ', text]);
      })
    );
  });

  it('gives back any list of texts', () => {
    fc.assert(
      fc.property(fc.array(withoutNul), (texts) => {
        const stored = utf16(`${texts.map((text) => `${text}\0`).join('')}\0`);
        expect(registryData(7, stored)).toEqual(['REG_MULTI_SZ', texts]);
      })
    );
  });

  it('gives back any number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (number) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64LE(number);
        expect(registryData(11, bytes)).toEqual(['REG_QWORD', number.toString()]);
        expect(registryData(4, bytes.subarray(0, 4))).toEqual(['REG_DWORD', Number(number & 0xffff_ffffn)]);
      })
    );
  });

  it('is never anything that the image does not take', () => {
    fc.assert(
      fc.property(fc.nat(13), fc.uint8Array({ maxLength: 40 }), (type, bytes) => {
        const values = { v: registryData(type, Buffer.from(bytes)) };
        machineImageSchema.parse({ schema: 'reconnect.machine/1', registry: { HKLM: { values } } });
      })
    );
  });
});
