import { call, type Pointer } from './library';

/** Straight from there to here: koffi's own decoding would leave a copy behind that nobody can wipe. */
const moveMemory = call<[to: Buffer, from: Pointer, length: number], void>(
  'kernel32.dll',
  'void RtlMoveMemory(_Out_ uint8_t *to, const void *from, size_t length)'
);

/**
 * A copy of a secret in Windows' memory, for the caller to wipe.
 *
 * @param pointer must be one that a successful call gave: a wrong one ends the process
 */
export function secretAt(pointer: Pointer, length: number): Buffer {
  const copy = Buffer.alloc(length);
  if (length > 0) moveMemory(copy, pointer, length);
  return copy;
}

/** Uses a secret and wipes it, however that ends. */
export async function wiping<T>(secret: Buffer, use: (secret: Buffer) => T | Promise<T>): Promise<T> {
  try {
    return await use(secret);
  } finally {
    secret.fill(0);
  }
}
