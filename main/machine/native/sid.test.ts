import { expect, it } from 'vitest';
import { sidText } from './sid';
import { groupSids, isMicrosoftAccount } from './token';

const sid = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

it.each([
  ['01 01 000000000001 00000000', 'S-1-1-0'],
  ['01 02 000000000005 20000000 2b020000', 'S-1-5-32-555'],
  ['01 05 000000000005 15000000 ffffffff 01000000 02000000 e9030000', 'S-1-5-21-4294967295-1-2-1001'],
  ['01 01 0000ffffffff 01000000', 'S-1-4294967295-1'],
  ['01 01 000100000000 01000000', 'S-1-0x000100000000-1'],
  ['01 00 000000000005', 'S-1-5']
])('writes %s as %s', (hex, text) => {
  expect(sidText(sid(hex))).toBe(text);
});

it('does not read past bytes that are too few', () => {
  expect(() => sidText(sid('01 05 000000000005 15000000'))).toThrow(RangeError);
});

it('finds the groups of a token and a Microsoft account among them', () => {
  const base = 0x1000n;
  const head = Buffer.alloc(8 + 2 * 16);
  head.writeUInt32LE(2);
  head.writeBigUInt64LE(base + 40n, 8);
  head.writeBigUInt64LE(base + 52n, 24);
  const bytes = Buffer.concat([
    head,
    sid('01 01 000000000005 0b000000'),
    sid('01 02 00000000000b 60000000 01000000')
  ]);
  const sids = groupSids(bytes, base);
  expect(sids).toEqual(['S-1-5-11', 'S-1-11-96-1']);
  expect(sids.map(isMicrosoftAccount)).toEqual([false, true]);
});
