import type { CredentialEntry, Unavailable } from '../../../shared/model/machine-image';
import { asUnavailable, WindowsError, windowsError } from './failure';
import { bytesAt, call, type Out, type Pointer, textAt, wipe } from './library';
import { fileTimeText } from './structures';

const enumerate = call<
  [filter: string, flags: number, count: Out<number>, list: Out<Pointer | null>],
  number
>(
  'advapi32.dll',
  'int CredEnumerateW(str16 filter, uint32_t flags, _Out_ uint32_t *count, _Out_ void **list)'
);
const free = call<[list: Pointer], void>('advapi32.dll', 'void CredFree(void *list)');

/** https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw */
const credentialSize = 80;
const types: Readonly<Record<number, string>> = {
  1: 'generic',
  2: 'domain-password',
  3: 'domain-certificate',
  4: 'domain-visible-password',
  5: 'generic-certificate',
  6: 'domain-extended'
};
const persistences: Readonly<Record<number, string>> = { 1: 'session', 2: 'local', 3: 'enterprise' };

/** What this person saved for Remote Desktop, without any secret. */
export async function readCredentials(): Promise<CredentialEntry[] | Unavailable> {
  try {
    const count: Out<number> = [0];
    const list: Out<Pointer | null> = [null];
    const { result, error } = await enumerate.later('TERMSRV/*', 0, count, list);
    if (result === 0) {
      if (error === windowsError.notFound) return [];
      throw new WindowsError(error);
    }
    if (list[0] === null) return [];
    try {
      return credentialsOf(list[0], count[0]);
    } finally {
      free(list[0]);
    }
  } catch (error) {
    return asUnavailable(error);
  }
}

function credentialsOf(list: Pointer, count: number): CredentialEntry[] {
  const pointers = bytesAt(list, 8 * count);
  return Array.from({ length: count }, (_, index) => {
    const bytes = bytesAt(pointers.readBigUInt64LE(8 * index), credentialSize);
    // Windows hands out the secrets of some types with the rest; they would stay in freed memory.
    wipe(bytes.readBigUInt64LE(40), bytes.readUInt32LE(32));
    return credential(bytes, textAt);
  });
}

/** One CREDENTIALW. `textOf` follows a pointer to a text. */
export function credential(bytes: Buffer, textOf: (pointer: Pointer) => string | null): CredentialEntry {
  const type = bytes.readUInt32LE(4);
  const persistence = bytes.readUInt32LE(48);
  return {
    target: textOf(bytes.readBigUInt64LE(8)) ?? '',
    type: types[type] ?? String(type),
    user: textOf(bytes.readBigUInt64LE(72)),
    persistence: persistences[persistence] ?? String(persistence),
    lastWritten: fileTimeText(bytes.readBigUInt64LE(24))
  };
}
