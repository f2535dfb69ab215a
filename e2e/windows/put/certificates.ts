import koffi from 'koffi';
import { call, must, type Handle } from './calls';

export interface StoreWish {
  /** As in the image: `LocalMachine\Remote Desktop`. */
  readonly store: string;
  readonly certificates: readonly {
    /** Base64. */
    readonly der: string;
    readonly hasPrivateKey: boolean;
  }[];
}

/** https://learn.microsoft.com/windows/win32/api/wincrypt/ns-wincrypt-crypt_key_prov_info */
koffi.struct('ReconnectKeyProvider', {
  container: 'str16',
  provider: 'str16',
  type: 'uint32_t',
  flags: 'uint32_t',
  parameterCount: 'uint32_t',
  parameters: 'void *',
  keySpec: 'uint32_t'
});

const crypt = 'crypt32.dll';
const openStore = call<[number, number, null, number, Buffer], Handle>(
  crypt,
  'void * CertOpenStore(intptr_t provider, uint32_t encoding, void *none, uint32_t flags, const uint8_t *name)'
);
const enumerate = call<[Handle, Handle], Handle>(
  crypt,
  'void * CertEnumCertificatesInStore(void *store, void *previous)'
);
const add = call<[Handle, number, Buffer, number, number, [Handle]], number>(
  crypt,
  'int CertAddEncodedCertificateToStore(void *store, uint32_t encoding, const uint8_t *der, uint32_t size, uint32_t disposition, _Out_ void **context)'
);
const setProperty = call<[Handle, number, number, unknown], number>(
  crypt,
  'int CertSetCertificateContextProperty(void *context, uint32_t id, uint32_t flags, const ReconnectKeyProvider *data)'
);
const remove = call<[Handle], number>(crypt, 'int CertDeleteCertificateFromStore(void *context)');
const free = call<[Handle], number>(crypt, 'int CertFreeCertificateContext(void *context)');
const control = call<[Handle, number, number, null], number>(
  crypt,
  'int CertControlStore(void *store, uint32_t flags, uint32_t control, void *data)'
);
const closeStore = call<[Handle, number], number>(crypt, 'int CertCloseStore(void *store, uint32_t flags)');
const acquire = call<[[number | bigint], string, string, number, number], number>(
  'advapi32.dll',
  'int CryptAcquireContextW(_Out_ uintptr_t *provider, str16 container, str16 name, uint32_t type, uint32_t flags)'
);
const generate = call<[number | bigint, number, number, [number | bigint]], number>(
  'advapi32.dll',
  'int CryptGenKey(uintptr_t provider, uint32_t algorithm, uint32_t flags, _Out_ uintptr_t *key)'
);

/** https://learn.microsoft.com/windows/win32/seccrypto/system-store-locations */
const locations: Readonly<Record<string, number>> = { CurrentUser: 0x1_0000, LocalMachine: 0x2_0000 };
/** CERT_STORE_PROV_SYSTEM_W */
const systemStore = 10;
const x509 = 1;
const replaceExisting = 3;
const commit = 3;
const keyProviderInfo = 2;

/** Makes the stores hold these certificates and no others. */
export function putCertificates(wishes: readonly StoreWish[]): void {
  for (const { store, certificates } of wishes) {
    const [location = '', name = ''] = store.split('\\', 2);
    const flags = locations[location];
    if (flags === undefined) throw new Error(`no place for the certificates of ${store}`);
    const handle = must(store, openStore(systemStore, 0, null, flags, Buffer.from(`${name}\0`, 'utf16le')));
    try {
      // Deleting frees the context, so each search begins anew.
      for (let context = enumerate(handle, null); context !== null; context = enumerate(handle, null))
        must('CertDeleteCertificateFromStore', remove(context));
      for (const { der, hasPrivateKey } of certificates) {
        const bytes = Buffer.from(der, 'base64');
        const context: [Handle] = [null];
        must('CertAddEncodedCertificate', add(handle, x509, bytes, bytes.length, replaceExisting, context));
        if (hasPrivateKey) attachKey(context[0]);
        free(context[0]);
      }
      // Without it Wine keeps changes to itself.
      must('CertControlStore', control(handle, 0, commit, null));
    } finally {
      closeStore(handle, 0);
    }
  }
}

const container = 'reconnect-lane';
const provider = 'Microsoft Enhanced Cryptographic Provider v1.0';
/** PROV_RSA_FULL, CRYPT_MACHINE_KEYSET, AT_KEYEXCHANGE and CRYPT_NEWKEYSET of wincrypt.h. */
const rsaFull = 1;
const machineKeys = 0x20;
const keyExchange = 1;
const newKeys = 8;

/** Says that the certificate's private key is in the PC's own key store. All share one: whose it is, nobody here asks. */
function attachKey(context: Handle): void {
  makeKeyOnce();
  const info = {
    container,
    provider,
    type: rsaFull,
    flags: machineKeys,
    parameterCount: 0,
    parameters: null,
    keySpec: keyExchange
  };
  must('CertSetCertificateContextProperty', setProperty(context, keyProviderInfo, 0, info));
}

let isMade = false;

function makeKeyOnce(): void {
  if (isMade) return;
  const handle: [number | bigint] = [0];
  if (acquire(handle, container, provider, rsaFull, machineKeys) === 0) {
    must('CryptAcquireContext', acquire(handle, container, provider, rsaFull, machineKeys | newKeys));
    must('CryptGenKey', generate(handle[0], keyExchange, 0, [0]));
  }
  isMade = true;
}
