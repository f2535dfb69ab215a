import { describe, expect, it } from 'vitest';
import { fileTimeText, pointedInto, textInto, textUntilNul } from './structures';

it('ends a text at its NUL, or with its bytes', () => {
  expect(textUntilNul(Buffer.from('ab\0c', 'utf16le'))).toBe('ab');
  expect(textUntilNul(Buffer.from('ab', 'utf16le'))).toBe('ab');
});

describe('a pointer into its own buffer', () => {
  const base = 0x7fff_0000_0000n;
  const buffer = Buffer.concat([Buffer.alloc(8), Buffer.from('name\0', 'utf16le')]);
  const pointingTo = (pointer: bigint): Buffer => {
    buffer.writeBigUInt64LE(pointer);
    return buffer;
  };

  it('leads to what is behind it', () => {
    expect(textInto(pointingTo(base + 8n), base, 0)).toBe('name');
  });

  it('may be NULL', () => {
    expect(textInto(pointingTo(0n), base, 0)).toBeNull();
  });

  it.each([base - 1n, base + BigInt(buffer.length), 1n])('is not followed outside: %s', (pointer) => {
    expect(() => pointedInto(pointingTo(pointer), base, 0)).toThrow(RangeError);
  });
});

it.each<[bigint, string | null]>([
  [0n, null],
  [116_444_736_000_000_000n, '1970-01-01T00:00:00.000Z'],
  [134_084_736_123_456_789n, '2025-11-24T16:00:12.345Z'],
  [0x7fff_ffff_ffff_ffffn, null]
])('says the FILETIME %s as %s', (time, text) => {
  expect(fileTimeText(time)).toBe(text);
});
