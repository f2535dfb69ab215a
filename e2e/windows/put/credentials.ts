import koffi from 'koffi';
import { call, must, type Handle } from './calls';

/** A saved credential as the image describes it. It is put there without a password. */
export interface CredentialWish {
  readonly target: string;
  /** As Windows counts them: 1 generic, 2 domain password. */
  readonly type: number;
  readonly user: string;
  /** 1 session, 2 local machine, 3 enterprise. */
  readonly persistence: number;
}

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
  for (const { target, type, user, persistence } of wishes) {
    const one = {
      flags: 0,
      type,
      target,
      comment: null,
      lastWritten: 0,
      blobSize: 0,
      blob: null,
      persistence,
      attributeCount: 0,
      attributes: null,
      alias: null,
      user
    };
    must(`CredWrite ${target}`, write(one, 0));
  }
}
