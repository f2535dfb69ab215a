import { WriteFailed } from '../writing';
import { closeStore, freeCertificate, openSystemStore } from './certificates';
import { WindowsError } from './failure';
import { addressOf, call, type Call, type Out, type Pointer } from './library';
import { orWriteFailed } from './place-writer';

/** https://learn.microsoft.com/windows/win32/api/wincrypt/ ; a store may be on disk or a card: off the main thread. */
const crypt = <Args extends readonly unknown[], Result>(prototype: string): Call<Args, Result> =>
  call('crypt32.dll', prototype);

const findCertificate = crypt<
  [store: Pointer, encoding: number, flags: number, kind: number, hash: Buffer, previous: null],
  Pointer | null
>(
  'void *CertFindCertificateInStore(void *store, uint32_t encoding, uint32_t flags, uint32_t kind, const void *hash, void *previous)'
);
const serialize = crypt<
  [certificate: Pointer, flags: number, element: Buffer | null, size: Out<number>],
  number
>(
  'int CertSerializeCertificateStoreElement(void *certificate, uint32_t flags, _Out_ uint8_t *element, _Inout_ uint32_t *size)'
);
const addSerialized = crypt<
  [
    store: Pointer,
    element: Buffer,
    size: number,
    disposition: number,
    flags: number,
    kinds: number,
    kind: Out<number>,
    added: null
  ],
  number
>(
  'int CertAddSerializedElementToStore(void *store, const uint8_t *element, uint32_t size, uint32_t disposition, uint32_t flags, uint32_t kinds, _Out_ uint32_t *kind, void *added)'
);
const deleteCertificate = crypt<[certificate: Pointer], number>(
  'int CertDeleteCertificateFromStore(void *certificate)'
);
const controlStore = crypt<[store: Pointer, flags: number, control: number, data: null], number>(
  'int CertControlStore(void *store, uint32_t flags, uint32_t control, void *data)'
);

/** X509_ASN_ENCODING with PKCS_7_ASN_ENCODING, CERT_FIND_SHA1_HASH, CERT_STORE_CTRL_COMMIT. */
const encoding = 0x1_0001;
const bySha1 = 0x1_0000;
const commit = 3;
/** CERT_STORE_ADD_NEW, CERT_STORE_CERTIFICATE_CONTEXT_FLAG. */
const addNew = 1;
const certificatesOnly = 2;
/** CRYPT_E_NOT_FOUND, CRYPT_E_EXISTS. */
const notFound = 0x8009_2004;
const exists = 0x8009_2005;

/** The one store in which Windows keeps what it made itself for Remote Desktop; nothing is written into any other. */
const writableStore = 'LocalMachine\\Remote Desktop';

/**
 * A certificate of that store with all its properties, the name of its private key among them, but not the key; hex. Null where
 * it is not there.
 *
 * @throws WriteFailed
 */
export const keepCertificate = (store: string, thumbprint: string): Promise<string | null> =>
  orWriteFailed(() =>
    using(store, thumbprint, async (certificate) => {
      if (certificate === null) return null;
      try {
        const size: Out<number> = [0];
        await must(serialize.later(certificate, 0, null, size));
        const element = Buffer.alloc(size[0]);
        await must(serialize.later(certificate, 0, element, size));
        return element.toString('hex', 0, size[0]);
      } finally {
        freeCertificate(certificate);
      }
    })
  );

/** Takes it out of the store; its private key stays where it is. One that is not there is out already. @throws WriteFailed */
export const removeCertificate = (store: string, thumbprint: string): Promise<void> =>
  orWriteFailed(() =>
    using(store, thumbprint, async (certificate, opened) => {
      if (certificate === null) return;
      // Frees it, also where it fails.
      await must(deleteCertificate.later(certificate));
      // Without it Wine 8 keeps the change to itself; on Windows it says once more what is so already.
      await must(controlStore.later(opened, 0, commit, null));
    })
  );

/** Puts back what `keepCertificate` gave. One that is there stays as it is. @throws WriteFailed */
export const giveCertificate = (store: string, kept: string): Promise<void> =>
  orWriteFailed(() =>
    using(store, null, async (_certificate, opened) => {
      const element = Buffer.from(kept, 'hex');
      const { result, error } = await addSerialized.later(
        opened,
        element,
        element.length,
        addNew,
        0,
        certificatesOnly,
        [0],
        null
      );
      if (result === 0 && error !== exists) throw new WindowsError(error);
      await must(controlStore.later(opened, 0, commit, null));
    })
  );

async function using<T>(
  path: string,
  thumbprint: string | null,
  use: (certificate: Pointer | null, store: Pointer) => Promise<T>
): Promise<T> {
  if (path !== writableStore) throw new WriteFailed(`${path} is not written to`);
  const store = await openSystemStore(path, 0);
  if (store === null) throw new WriteFailed('error 2');
  try {
    return await use(thumbprint === null ? null : await find(store, thumbprint), store);
  } finally {
    closeStore(store, 0);
  }
}

async function find(store: Pointer, thumbprint: string): Promise<Pointer | null> {
  const hash = Buffer.from(thumbprint, 'hex');
  // CRYPT_HASH_BLOB: length, and where the bytes lie.
  const blob = Buffer.alloc(16);
  blob.writeUInt32LE(hash.length);
  blob.writeBigUInt64LE(addressOf(hash), 8);
  const held = [hash];
  const { result, error } = await findCertificate.later(store, encoding, 0, bySha1, blob, null);
  held.length = 0;
  if (result === null && error !== notFound) throw new WindowsError(error);
  return result;
}

async function must(asked: Promise<{ readonly result: number; readonly error: number }>): Promise<void> {
  const { result, error } = await asked;
  if (result === 0) throw new WindowsError(error);
}
