import { deepStrictEqual, strictEqual, throws } from 'node:assert';
import { X509Certificate } from 'node:crypto';
import { makeCertificate } from '../../../../main/demo/certificate';
import { nativeReaders } from '../../../../main/machine/native';
import {
  addressOf,
  call,
  getLastError,
  type Out,
  type Pointer
} from '../../../../main/machine/native/library';
import type { CertificateEntry } from '../../../../shared/model/machine-image';
import { type Cases, known, never, windowsProgram } from './case';

const crypt = 'crypt32.dll';
const openStore = call<
  [provider: number, encoding: number, none: null, flags: number, name: Buffer],
  Pointer | null
>(
  crypt,
  'void *CertOpenStore(intptr_t provider, uint32_t encoding, void *none, uint32_t flags, const void *name)'
);
const add = call<
  [
    store: Pointer,
    encoding: number,
    der: Buffer,
    size: number,
    disposition: number,
    certificate: Out<Pointer | null>
  ],
  number
>(
  crypt,
  'int CertAddEncodedCertificateToStore(void *store, uint32_t encoding, const uint8_t *der, uint32_t size, uint32_t disposition, _Out_ void **certificate)'
);
const setProperty = call<[certificate: Pointer, property: number, flags: number, data: Buffer], number>(
  crypt,
  'int CertSetCertificateContextProperty(void *certificate, uint32_t property, uint32_t flags, const void *data)'
);
const next = call<[store: Pointer, previous: null], Pointer | null>(
  crypt,
  'void *CertEnumCertificatesInStore(void *store, void *previous)'
);
const remove = call<[certificate: Pointer], number>(
  crypt,
  'int CertDeleteCertificateFromStore(void *certificate)'
);
const free = call<[certificate: Pointer], number>(crypt, 'int CertFreeCertificateContext(void *certificate)');
const control = call<[store: Pointer, flags: number, kind: number, data: null], number>(
  crypt,
  'int CertControlStore(void *store, uint32_t flags, uint32_t kind, void *data)'
);
const close = call<[store: Pointer, flags: number], number>(
  crypt,
  'int CertCloseStore(void *store, uint32_t flags)'
);

const name = 'Reconnect native case';
const key = (root: string): string => `${root}\\SOFTWARE\\Microsoft\\SystemCertificates\\${name}`;

async function read(store: string): Promise<CertificateEntry[] | null> {
  const { certificates } = await nativeReaders.certificates([{ kind: 'certificates', store }], never);
  return (certificates as Record<string, CertificateEntry[] | null>)[store] as CertificateEntry[] | null;
}

function must<T>(what: string, result: T): NonNullable<T> {
  if (result === 0 || result === null || result === undefined)
    throw new Error(`${what}: error ${getLastError()}`);
  return result;
}

/** Opens the store, made where it is not there, and writes what was done: without COMMIT Wine keeps it to itself. */
function inStore(location: number, change: (store: Pointer) => void): void {
  const opened = openStore(10, 0, null, location, Buffer.from(`${name}\0`, 'utf16le'));
  const store = must('CertOpenStore', opened);
  try {
    change(store);
    must('CertControlStore', control(store, 0, 3, null));
  } finally {
    close(store, 0);
  }
}

/** CRYPT_KEY_PROV_INFO: the container and provider that hold the private key. */
function keyProvider(): { info: Buffer; texts: readonly Buffer[] } {
  const texts = ['reconnect case', 'Microsoft Enhanced Cryptographic Provider v1.0'].map((text) =>
    Buffer.from(`${text}\0`, 'utf16le')
  );
  const info = Buffer.alloc(48);
  texts.forEach((text, index) => info.writeBigUInt64LE(addressOf(text), 8 * index));
  info.writeUInt32LE(1, 16);
  info.writeUInt32LE(1, 40);
  return { info, texts };
}

async function certificate(commonName: string): Promise<Buffer> {
  const { chainPem } = await makeCertificate({
    commonName,
    names: [commonName],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2026-07-01T00:00:00Z'),
    key: 'rsa-2048',
    signature: 'sha256',
    issuer: null,
    usage: 'encipher-only'
  });
  return new X509Certificate(chainPem).raw;
}

const localMachine = 0x2_0000;
const currentUser = 0x1_0000;

export const certificateCases: Cases = {
  'a store that is not there is null, and reading does not make it': async () => {
    strictEqual(await read(`LocalMachine\\${name}`), null);
    strictEqual(await read(`LocalMachine\\${name}`), null);
    throws(() => windowsProgram('reg', 'query', key('HKLM')));
  },

  'errors of calls that fail at the same time are told apart': async () => {
    const missing = async (): Promise<unknown> => {
      const { services } = await nativeReaders.service([{ kind: 'service', name: 'Reconnect none' }], never);
      return services;
    };
    // 1060 of one and 2 of the other mean absence; any other number would not be null.
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        index % 2 === 0 ? missing() : read(`LocalMachine\\Reconnect none ${index}`)
      )
    );
    for (const answer of answers)
      deepStrictEqual(answer, answer === null ? null : { 'Reconnect none': null });
  },

  'certificates from adding to deleting, with and without a key': async () => {
    const withKey = await certificate('PC7');
    const without = await certificate('other');
    try {
      inStore(localMachine, (store) => {
        for (const der of [withKey, without]) {
          const added: Out<Pointer | null> = [null];
          must('CertAddEncodedCertificateToStore', add(store, 1, der, der.length, 3, added));
          const context = must('context', added[0]);
          const { info } = keyProvider();
          if (der === withKey) must('CertSetCertificateContextProperty', setProperty(context, 2, 0, info));
          free(context);
        }
      });
      const found = await read(`LocalMachine\\${name}`);
      deepStrictEqual(
        new Set(
          found?.map(({ thumbprint, subject, hasPrivateKey }) =>
            [thumbprint, known(subject), known(hasPrivateKey)].join()
          )
        ),
        new Set([
          [thumbprintOf(withKey), 'CN=PC7', true].join(),
          [thumbprintOf(without), 'CN=other', false].join()
        ])
      );
      deepStrictEqual(
        found?.find(({ subject }) => subject === 'CN=PC7'),
        {
          thumbprint: thumbprintOf(withKey),
          subject: 'CN=PC7',
          issuer: 'CN=PC7',
          names: ['PC7'],
          notBefore: '2026-01-01T00:00:00.000Z',
          notAfter: '2026-07-01T00:00:00.000Z',
          key: { algorithm: 'RSA', bits: 2048 },
          signature: 'sha256RSA',
          hasPrivateKey: true
        }
      );
      inStore(localMachine, (store) => {
        for (let one = next(store, null); one !== null; one = next(store, null))
          must('CertDeleteCertificateFromStore', remove(one));
      });
      deepStrictEqual(await read(`LocalMachine\\${name}`), []);
    } finally {
      windowsProgram('reg', 'delete', key('HKLM'), '/f');
    }
  },

  'the stores of this user are others than those of the PC': async () => {
    const der = await certificate('PC7');
    try {
      inStore(currentUser, (store) => {
        must('CertAddEncodedCertificateToStore', add(store, 1, der, der.length, 3, [null]));
      });
      deepStrictEqual(
        (await read(`CurrentUser\\${name}`))?.map(({ thumbprint }) => thumbprint),
        [thumbprintOf(der)]
      );
      // Opening the store of a user to write opens that of the PC beneath it, which makes it.
      deepStrictEqual((await read(`LocalMachine\\${name}`)) ?? [], []);
    } finally {
      windowsProgram('reg', 'delete', key('HKCU'), '/f');
      windowsProgram('reg', 'delete', key('HKLM'), '/f');
    }
  }
};

const thumbprintOf = (der: Buffer): string =>
  new X509Certificate(der).fingerprint.replaceAll(':', '').toLowerCase();
