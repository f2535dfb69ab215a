import { WriteFailed } from '../writing';

/** How CredWriteW wants a credential, and how its secret part is kept. Pure, so that it is tested without Windows. */

/** https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credential_attributew */
export interface CredentialAttribute {
  readonly keyword: string;
  readonly flags: number;
  readonly value: Buffer;
}

/** What of a credential nobody else may see. */
export interface SecretPart {
  readonly blob: Buffer;
  readonly attributes: readonly CredentialAttribute[];
}

/** Wipes what stands in buffers of its own. */
export function wipeSecret({ blob, attributes }: SecretPart): void {
  blob.fill(0);
  for (const { value } of attributes) value.fill(0);
}

/** The secret part in one row of bytes; the caller wipes it. Not JSON: a text in memory cannot be wiped. */
export function packSecret({ blob, attributes }: SecretPart): Buffer {
  const parts = [
    numbers(blob.length),
    blob,
    ...attributes.flatMap(({ keyword, flags, value }) => {
      const name = Buffer.from(keyword, 'utf16le');
      return [numbers(name.length, flags, value.length), name, value];
    })
  ];
  return Buffer.concat(parts);
}

function numbers(...all: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * all.length);
  all.forEach((number, at) => bytes.writeUInt32LE(number, 4 * at));
  return bytes;
}

/**
 * The inverse of `packSecret`, in copies of its own.
 *
 * @throws WriteFailed for anything else
 */
export function unpackSecret(packed: Buffer): SecretPart {
  let at = 0;
  const take = (length: number): Buffer => {
    if (length > packed.length - at) throw new WriteFailed('not what was captured there');
    at += length;
    return Buffer.from(packed.subarray(at - length, at));
  };
  const number = (): number => take(4).readUInt32LE(0);
  const blob = take(number());
  const attributes: CredentialAttribute[] = [];
  while (at < packed.length) {
    const [nameLength, flags, valueLength] = [number(), number(), number()];
    attributes.push({ keyword: take(nameLength).toString('utf16le'), flags, value: take(valueLength) });
  }
  return { blob, attributes };
}

/** A credential whole, as it is written. */
export interface WholeCredential extends SecretPart {
  readonly flags: number;
  /** As Windows counts them: 1 generic. */
  readonly type: number;
  readonly target: string;
  readonly comment: string | null;
  /** 1 session, 2 local machine, 3 enterprise. */
  readonly persistence: number;
  readonly alias: string | null;
  readonly user: string | null;
}

/** https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw , on a PC with 64-bit pointers */
export const credentialSize = 80;
export const attributeSize = 24;

/**
 * A CREDENTIALW and what its pointers lead to.
 *
 * @param addressOf where a buffer lies
 * @returns `held` must stay in the caller's hands until Windows has read it
 */
export function credentialBytes(
  whole: WholeCredential,
  addressOf: (buffer: Buffer) => bigint
): { readonly bytes: Buffer; readonly held: readonly Buffer[] } {
  const held: Buffer[] = [];
  const keep = (buffer: Buffer): bigint => {
    held.push(buffer);
    return buffer.length === 0 ? 0n : addressOf(buffer);
  };
  const text = (from: string | null): bigint =>
    from === null ? 0n : keep(Buffer.from(`${from}\0`, 'utf16le'));
  const attributes = Buffer.alloc(attributeSize * whole.attributes.length);
  whole.attributes.forEach(({ keyword, flags, value }, number) => {
    const at = attributeSize * number;
    attributes.writeBigUInt64LE(text(keyword), at);
    attributes.writeUInt32LE(flags, at + 8);
    attributes.writeUInt32LE(value.length, at + 12);
    attributes.writeBigUInt64LE(keep(value), at + 16);
  });
  const bytes = Buffer.alloc(credentialSize);
  bytes.writeUInt32LE(whole.flags, 0);
  bytes.writeUInt32LE(whole.type, 4);
  bytes.writeBigUInt64LE(text(whole.target), 8);
  bytes.writeBigUInt64LE(text(whole.comment), 16);
  bytes.writeUInt32LE(whole.blob.length, 32);
  bytes.writeBigUInt64LE(keep(whole.blob), 40);
  bytes.writeUInt32LE(whole.persistence, 48);
  bytes.writeUInt32LE(whole.attributes.length, 52);
  bytes.writeBigUInt64LE(keep(attributes), 56);
  bytes.writeBigUInt64LE(text(whole.alias), 64);
  bytes.writeBigUInt64LE(text(whole.user), 72);
  return { bytes, held };
}
