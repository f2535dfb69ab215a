import { deepStrictEqual, strictEqual } from 'node:assert';
import { nativeReaders } from '../../../../main/machine/native';
import { addressOf, call, getLastError } from '../../../../main/machine/native/library';
import type { CredentialEntry } from '../../../../shared/model/machine-image';
import { type Cases, known } from './case';

const write = call<[credential: Buffer, flags: number], number>(
  'advapi32.dll',
  'int CredWriteW(const void *credential, uint32_t flags)'
);
const remove = call<[target: string, type: number, flags: number], number>(
  'advapi32.dll',
  'int CredDeleteW(str16 target, uint32_t type, uint32_t flags)'
);

const secret = 'never in an image';

function put(target: string, type: number, persistence: number): void {
  const texts = [target, 'PC9\\anna', secret].map((text) => Buffer.from(`${text}\0`, 'utf16le'));
  const [targetText, user, blob] = texts.map(addressOf);
  const credential = Buffer.alloc(80);
  credential.writeUInt32LE(type, 4);
  credential.writeBigUInt64LE(targetText ?? 0n, 8);
  credential.writeUInt32LE(2 * secret.length, 32);
  credential.writeBigUInt64LE(blob ?? 0n, 40);
  credential.writeUInt32LE(persistence, 48);
  credential.writeBigUInt64LE(user ?? 0n, 72);
  if (write(credential, 0) === 0) throw new Error(`CredWriteW ${target}: error ${getLastError()}`);
}

const ours = 'TERMSRV/reconnect-case';

async function read(): Promise<CredentialEntry[]> {
  const { credentials } = await nativeReaders.sections.credentials();
  return (credentials as CredentialEntry[]).filter(({ target }) => target.includes('reconnect-case'));
}

export const credentialCases: Cases = {
  'saved credentials from writing to deleting, without their secret': async () => {
    deepStrictEqual(await read(), []);
    const written = [
      { target: `${ours}-1`, type: 1, typeName: 'generic', persistence: 1, persistenceName: 'session' },
      { target: `${ours}-2`, type: 2, typeName: 'domain-password', persistence: 2, persistenceName: 'local' },
      { target: `${ours}-3`, type: 1, typeName: 'generic', persistence: 3, persistenceName: 'enterprise' }
    ];
    const begin = Date.now();
    for (const { target, type, persistence } of written) put(target, type, persistence);
    put('reconnect-case-of-another-kind', 1, 1);
    try {
      const found = await read();
      strictEqual(JSON.stringify(found).includes(secret), false);
      deepStrictEqual(
        new Set(
          found.map(({ target, type, user, persistence }) =>
            [target, known(type), known(user), known(persistence)].join()
          )
        ),
        new Set(
          written.map(({ target, typeName, persistenceName }) =>
            [target, typeName, 'PC9\\anna', persistenceName].join()
          )
        )
      );
      for (const { lastWritten } of found)
        strictEqual(Math.abs(Date.parse(known(lastWritten)) - begin) < 60_000, true, known(lastWritten));
    } finally {
      for (const { target, type } of written) remove(target, type, 0);
      remove('reconnect-case-of-another-kind', 1, 0);
    }
    deepStrictEqual(await read(), []);
  }
};
