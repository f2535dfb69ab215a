import { WindowsError } from './failure';
import { addressOf, bytesAt, call, type Call, type Pointer, wipe } from './library';
import { secretAt } from './secret-memory';

type DataCall = Call<
  [
    data: Buffer,
    description: null,
    entropy: Buffer,
    reserved: null,
    prompt: null,
    flags: number,
    out: Buffer
  ],
  number
>;

/** https://learn.microsoft.com/windows/win32/api/dpapi/ ; the system's security process does the work: off the main thread. */
const protectData: DataCall = call(
  'crypt32.dll',
  'int CryptProtectData(const void *data, str16 description, const void *entropy, void *reserved, void *prompt, uint32_t flags, _Out_ uint8_t *out)'
);
const unprotectData: DataCall = call(
  'crypt32.dll',
  'int CryptUnprotectData(const void *data, void *description, const void *entropy, void *reserved, void *prompt, uint32_t flags, _Out_ uint8_t *out)'
);
const localFree = call<[memory: Pointer], Pointer | null>('kernel32.dll', 'void *LocalFree(void *memory)');

/** CRYPTPROTECT_UI_FORBIDDEN: fail rather than ask. */
const noWindow = 1;

/** A DATA_BLOB: length, and where the bytes lie. */
function blobOf(bytes: Buffer): Buffer {
  const blob = Buffer.alloc(16);
  blob.writeUInt32LE(bytes.length);
  if (bytes.length > 0) blob.writeBigUInt64LE(addressOf(bytes), 8);
  return blob;
}

/**
 * Encrypts for the person whose token this process has; on this PC, or with a roaming profile on those of the domain.
 *
 * @param bound says what the secret belongs to: without the same bytes it does not open
 * @throws WindowsError
 */
export async function protect(secret: Buffer, bound: Buffer): Promise<Buffer> {
  const { out, length } = await through(protectData, secret, bound);
  try {
    return bytesAt(out, length);
  } finally {
    localFree(out);
  }
}

/**
 * Opens what `protect` made. The caller wipes it.
 *
 * @throws WindowsError, 13 where it is none of this person's, is bound to something else, or was changed
 */
export async function unprotect(sealed: Buffer, bound: Buffer): Promise<Buffer> {
  const { out, length } = await through(unprotectData, sealed, bound);
  try {
    return secretAt(out, length);
  } finally {
    wipe(out, length);
    localFree(out);
  }
}

async function through(
  work: typeof protectData,
  from: Buffer,
  bound: Buffer
): Promise<{ out: Pointer; length: number }> {
  const blob = Buffer.alloc(16);
  // Windows reads behind the pointers of the blobs: until the call is over both buffers must be in somebody's hands.
  const held = [from, bound];
  const { result, error } = await work.later(blobOf(from), null, blobOf(bound), null, null, noWindow, blob);
  held.length = 0;
  if (result === 0) throw new WindowsError(error);
  return { out: blob.readBigUInt64LE(8), length: blob.readUInt32LE(0) };
}
