import { expect, it } from 'vitest';
import { WriteFailed } from '../writing';
import {
  attributeSize,
  credentialBytes,
  packSecret,
  unpackSecret,
  wipeSecret,
  type WholeCredential
} from './credential-structure';

const secret = {
  blob: Buffer.from('pass', 'utf16le'),
  attributes: [
    { keyword: 'one', flags: 3, value: Buffer.from([1, 2, 3]) },
    { keyword: '', flags: 0, value: Buffer.alloc(0) }
  ]
};

it('packs the secret part and gives it back', () => {
  expect(unpackSecret(packSecret(secret))).toEqual(secret);
  const none = { blob: Buffer.alloc(0), attributes: [] };
  expect(unpackSecret(packSecret(none))).toEqual(none);
});

it('refuses a secret part that ends too early', () => {
  const packed = packSecret(secret);
  // 12 is a whole secret part: one without attributes.
  for (let length = 0; length < packed.length; length += 1)
    if (length !== 12 && length !== 12 + 12 + 6 + 3)
      expect(() => unpackSecret(packed.subarray(0, length)), String(length)).toThrow(WriteFailed);
});

it('wipes every byte, and what was unpacked is a copy', () => {
  const packed = packSecret(secret);
  const unpacked = unpackSecret(packed);
  packed.fill(0);
  expect(unpacked).toEqual(secret);
  wipeSecret(unpacked);
  expect(
    [unpacked.blob, ...unpacked.attributes.map(({ value }) => value)].every((one) =>
      one.every((byte) => byte === 0)
    )
  ).toBe(true);
});

const whole: WholeCredential = {
  ...secret,
  flags: 4,
  type: 1,
  target: 'TERMSRV/pc9',
  comment: null,
  persistence: 3,
  alias: null,
  user: 'PC9\\anna'
};

it('lays a credential out as Windows reads it', () => {
  const lying = new Map<bigint, Buffer>();
  const { bytes, held } = credentialBytes(whole, (buffer) => {
    const address = BigInt(0x1000 * (lying.size + 1));
    lying.set(address, buffer);
    return address;
  });
  const at = (offset: number, of = bytes): Buffer | undefined => lying.get(of.readBigUInt64LE(offset));
  const text = (offset: number, of = bytes): string | undefined => at(offset, of)?.toString('utf16le');
  expect([0, 4, 32, 48, 52].map((offset) => bytes.readUInt32LE(offset))).toEqual([4, 1, 8, 3, 2]);
  expect([text(8), text(16), text(64), text(72)]).toEqual([
    'TERMSRV/pc9\0',
    undefined,
    undefined,
    'PC9\\anna\0'
  ]);
  expect(at(40)).toBe(secret.blob);
  const attributes = at(56) ?? Buffer.alloc(0);
  expect(attributes.length).toBe(2 * attributeSize);
  expect(text(0, attributes)).toBe('one\0');
  expect([attributes.readUInt32LE(8), attributes.readUInt32LE(12)]).toEqual([3, 3]);
  expect(at(16, attributes)).toBe(secret.attributes[0]?.value);
  // Whoever wipes what is held has wiped the secret too.
  expect(held).toContain(secret.blob);
});

it('has no pointer to an empty secret', () => {
  const { bytes } = credentialBytes({ ...whole, blob: Buffer.alloc(0), attributes: [] }, () => 1n);
  expect([bytes.readBigUInt64LE(40), bytes.readBigUInt64LE(56)]).toEqual([0n, 0n]);
});
