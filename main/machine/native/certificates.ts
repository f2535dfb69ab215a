import { createHash } from 'node:crypto';
import type { CertificateEntry, Unavailable } from '../../../shared/model/machine-image';
import { readCertificate } from '../../probe/certificate';
import { type Reader, unavailable } from '../fragment';
import { asUnavailable, failedWith, WindowsError, windowsError } from './failure';
import { bytesAt, call, type Out, type Pointer } from './library';
import { readEach } from './turns';

const openStore = call<
  [provider: number, encoding: number, cryptProvider: null, flags: number, name: Buffer],
  Pointer | null
>(
  'crypt32.dll',
  'void *CertOpenStore(intptr_t provider, uint32_t encoding, void *cryptProvider, uint32_t flags, const void *name)'
);
export const closeStore = call<[store: Pointer, flags: number], number>(
  'crypt32.dll',
  'int CertCloseStore(void *store, uint32_t flags)'
);
const nextCertificate = call<[store: Pointer, previous: Pointer | null], Pointer | null>(
  'crypt32.dll',
  'void *CertEnumCertificatesInStore(void *store, void *previous)'
);
export const freeCertificate = call<[certificate: Pointer], number>(
  'crypt32.dll',
  'int CertFreeCertificateContext(void *certificate)'
);
const getProperty = call<[certificate: Pointer, property: number, data: null, size: Out<number>], number>(
  'crypt32.dll',
  'int CertGetCertificateContextProperty(void *certificate, uint32_t property, _Out_ uint8_t *data, _Inout_ uint32_t *size)'
);

/** Flags of https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certopenstore */
const systemStoreProvider = 10;
const locations: Readonly<Record<string, number>> = { localmachine: 0x2_0000, currentuser: 0x1_0000 };
const readOnly = 0x8000;
/** Without it, opening makes the store. */
const openExisting = 0x4000;
const keyProviderInfo = 2;
/** CRYPT_E_NOT_FOUND */
const cryptNotFound = 0x8009_2004;

/** The certificates of stores such as `LocalMachine\Remote Desktop`; a store that is not there is null. */
export const readCertificates: Reader<'certificates'> = async (readings, signal) => ({
  certificates: await readEach(
    readings,
    signal,
    ({ store }) => store,
    ({ store }) => readStore(store)
  )
});

/**
 * A store that is there; null where it is not. The caller closes it.
 *
 * @param flags how it is opened, beside where
 * @throws WindowsError
 */
export async function openSystemStore(path: string, flags: number): Promise<Pointer | null> {
  const [location = '', ...name] = path.split('\\');
  const place = locations[location.toLowerCase()];
  if (place === undefined) throw new Error(`no store of LocalMachine or CurrentUser: ${path}`);
  const { result: store, error } = await openStore.later(
    systemStoreProvider,
    0,
    null,
    place | flags | openExisting,
    Buffer.from(`${name.join('\\')}\0`, 'utf16le')
  );
  if (store === null && error !== windowsError.fileNotFound) throw new WindowsError(error);
  return store;
}

async function readStore(path: string): Promise<(CertificateEntry | Unavailable)[] | null> {
  const store = await openSystemStore(path, readOnly);
  if (store === null) return null;
  try {
    return await certificatesOf(store);
  } finally {
    closeStore(store, 0);
  }
}

async function certificatesOf(store: Pointer): Promise<(CertificateEntry | Unavailable)[]> {
  const entries: (CertificateEntry | Unavailable)[] = [];
  let current: Pointer | null = null;
  try {
    for (;;) {
      // Frees the one before, also when there is no other.
      const previous: Pointer | null = current;
      current = null;
      current = (await nextCertificate.later(store, previous)).result;
      if (current === null) return entries;
      entries.push(await readContext(current));
    }
  } finally {
    if (current !== null) freeCertificate(current);
  }
}

async function readContext(certificate: Pointer): Promise<CertificateEntry | Unavailable> {
  try {
    return { ...certificateEntry(encodedOf(certificate)), hasPrivateKey: await hasKeyProvider(certificate) };
  } catch (error) {
    return asUnavailable(error);
  }
}

/** pbCertEncoded and cbCertEncoded of https://learn.microsoft.com/windows/win32/api/wincrypt/ns-wincrypt-cert_context */
function encodedOf(certificate: Pointer): Buffer {
  const context = bytesAt(certificate, 24);
  return bytesAt(context.readBigUInt64LE(8), context.readUInt32LE(16));
}

/** Whether a private key is named with the certificate. Opening it is not tried: a key in a card would ask for its PIN. */
async function hasKeyProvider(certificate: Pointer): Promise<boolean | Unavailable> {
  const { result, error } = await getProperty.later(certificate, keyProviderInfo, null, [0]);
  if (result !== 0) return true;
  return error === cryptNotFound ? false : failedWith(error);
}

/** Names that Windows gives signature algorithms, by those of RFC 3279 and its successors. */
const windowsNames: Readonly<Record<string, string>> = {
  md2WithRSAEncryption: 'md2RSA',
  md5WithRSAEncryption: 'md5RSA',
  sha1WithRSAEncryption: 'sha1RSA',
  sha1WithRSASignature: 'sha1RSA',
  sha256WithRSAEncryption: 'sha256RSA',
  sha384WithRSAEncryption: 'sha384RSA',
  sha512WithRSAEncryption: 'sha512RSA',
  dsaWithSha1: 'sha1DSA',
  ecdsaWithSHA1: 'sha1ECDSA',
  ecdsaWithSHA256: 'sha256ECDSA',
  ecdsaWithSHA384: 'sha384ECDSA',
  ecdsaWithSHA512: 'sha512ECDSA'
};

/** What the image says of a certificate, from its DER; the thumbprint alone where the rest cannot be read. */
export function certificateEntry(der: Buffer): CertificateEntry {
  const thumbprint = createHash('sha1').update(der).digest('hex');
  try {
    const { subject, issuer, names, notBefore, notAfter, key, signature } = readCertificate(der);
    return {
      thumbprint,
      subject,
      issuer,
      names: [...names],
      notBefore,
      notAfter,
      key,
      signature: windowsNames[signature] ?? signature
    };
  } catch (error) {
    const why = unavailable('failed', error instanceof Error ? error.message : String(error));
    return {
      thumbprint,
      subject: why,
      issuer: why,
      names: why,
      notBefore: why,
      notAfter: why,
      key: why,
      signature: why
    };
  }
}
