import { expect, it } from 'vitest';
import { credential } from './credentials';

const texts = new Map([
  [0x10n, 'TERMSRV/pc9'],
  [0x20n, 'PC9\\anna']
]);

function structure(type: number, persistence: number, user: bigint, written: bigint): Buffer {
  const bytes = Buffer.alloc(80);
  bytes.writeUInt32LE(type, 4);
  bytes.writeBigUInt64LE(0x10n, 8);
  bytes.writeBigUInt64LE(written, 24);
  bytes.writeUInt32LE(6, 32);
  bytes.writeBigUInt64LE(0xdeadn, 40);
  bytes.writeUInt32LE(persistence, 48);
  bytes.writeBigUInt64LE(user, 72);
  return bytes;
}

/** Only the two texts may be followed: the secret is a pointer of its own. */
function textOf(pointer: bigint): string | null {
  if (pointer === 0n) return null;
  const text = texts.get(pointer);
  if (text === undefined) throw new Error(`followed ${pointer}`);
  return text;
}

it.each([
  [1, 'generic', 1, 'session'],
  [2, 'domain-password', 2, 'local'],
  [3, 'domain-certificate', 3, 'enterprise'],
  [9, '9', 9, '9']
])(
  'reads type %i as %s, persistence %i as %s, and no secret',
  (type, typeName, persistence, persistenceName) => {
    expect(credential(structure(type, persistence, 0x20n, 116_444_736_000_000_000n), textOf)).toEqual({
      target: 'TERMSRV/pc9',
      type: typeName,
      user: 'PC9\\anna',
      persistence: persistenceName,
      lastWritten: '1970-01-01T00:00:00.000Z'
    });
  }
);

it('may have no user and no time', () => {
  expect(credential(structure(1, 1, 0n, 0n), textOf)).toMatchObject({ user: null, lastWritten: null });
});
