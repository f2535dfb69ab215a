import koffi from 'koffi';
import { call, getLastError, must, type Handle } from './calls';

/** A saved credential as the image describes it. A recording knows no password, and it is put there without one. */
export interface CredentialWish {
  readonly target: string;
  /** As Windows counts them: 1 generic, 2 domain password. */
  readonly type: number;
  readonly user: string;
  /** 1 session, 2 local machine, 3 enterprise. */
  readonly persistence: number;
  /** Hex; without it, none. */
  readonly secret?: string;
}

/** ERROR_NOT_FOUND: nothing is saved. */
const notFound = 1168;

/** https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw */
const credential = koffi.struct('ReconnectCredential', {
  flags: 'uint32_t',
  type: 'uint32_t',
  target: 'str16',
  comment: 'str16',
  lastWritten: 'uint64_t',
  blobSize: 'uint32_t',
  blob: 'void *',
  persistence: 'uint32_t',
  attributeCount: 'uint32_t',
  attributes: 'void *',
  alias: 'str16',
  user: 'str16'
});

const advapi = 'advapi32.dll';
const write = call<[unknown, number], number>(
  advapi,
  'int CredWriteW(const ReconnectCredential *credential, uint32_t flags)'
);
const enumerate = call<[null, number, [number], [Handle]], number>(
  advapi,
  'int CredEnumerateW(str16 filter, uint32_t flags, _Out_ uint32_t *count, _Out_ void **list)'
);
const remove = call<[string, number, number], number>(
  advapi,
  'int CredDeleteW(str16 target, uint32_t type, uint32_t flags)'
);
const free = call<[Handle], void>(advapi, 'void CredFree(void *list)');

/** A saved credential, its secret with it; all but when it was written. */
export interface SavedCredential extends CredentialWish {
  readonly comment: string | null;
  /** Hex. Wine gives it of both types. */
  readonly secret: string;
}

/** Everything that is saved for this user. */
export function savedCredentials(): SavedCredential[] {
  const count: [number] = [0];
  const list: [Handle] = [null];
  if (enumerate(null, 0, count, list) === 0 || list[0] === null) {
    if (getLastError() === notFound) return [];
    throw new Error(`CredEnumerate: error ${getLastError()}`);
  }
  const pointers = koffi.decode(list[0], koffi.array('void *', count[0])) as bigint[];
  const all = pointers.map((pointer) => {
    const { target, type, user, comment, persistence, blob, blobSize } = koffi.decode(
      pointer,
      credential
    ) as Omit<SavedCredential, 'secret'> & { blob: Handle; blobSize: number };
    const bytes =
      blob === null || blobSize === 0 ? [] : (koffi.decode(blob, 'uint8_t', blobSize) as number[]);
    return { target, type, user, comment, persistence, secret: Buffer.from(bytes).toString('hex') };
  });
  free(list[0]);
  return all.sort((a, b) => `${a.target} ${a.type}`.localeCompare(`${b.target} ${b.type}`));
}

/** Makes the credentials of this user be these and no others. */
export function putCredentials(wishes: readonly CredentialWish[]): void {
  const count: [number] = [0];
  const list: [Handle] = [null];
  // Without any there is an error, which is the same as none.
  if (enumerate(null, 0, count, list) !== 0 && list[0] !== null) {
    const pointers = koffi.decode(list[0], koffi.array('void *', count[0])) as bigint[];
    for (const pointer of pointers) {
      const { target, type } = koffi.decode(pointer, credential) as { target: string; type: number };
      must(`CredDelete ${target}`, remove(target, type, 0));
    }
    free(list[0]);
  }
  for (const { target, type, user, persistence, secret = '' } of wishes) {
    const one = {
      flags: 0,
      type,
      target,
      comment: null,
      lastWritten: 0,
      blobSize: secret.length / 2,
      blob: secret === '' ? null : Buffer.from(secret, 'hex'),
      persistence,
      attributeCount: 0,
      attributes: null,
      alias: null,
      user
    };
    must(`CredWrite ${target}`, write(one, 0));
  }
}
