import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeReaders } from '../../../../main/machine/native';
import { inheritKeys, nativeWriters } from '../../../../main/machine/native/writers';
import { WriteFailed, type Capture } from '../../../../main/machine/writing';
import type { RegistryData, RegistryKeyEntry } from '../../../../shared/model/machine-image';
import type { PlaceOf } from '../../../../shared/model/place';
import { type Cases, never, windowsProgram } from './case';
import { allow, put, withWritableKey } from './registry-writing';

const writer = nativeWriters['registry-value'];
const root = 'Software\\Reconnect write cases';
const path = `HKCU\\${root}`;

const placeAt = (key: string, value: string): PlaceOf<'registry-value'> => ({
  kind: 'registry-value',
  key,
  value,
  type: 'REG_DWORD'
});

/** A key as `reg export` writes it, types and bytes of all in it: the witness that shares no code with the writer. */
function exported(key = path): string {
  const file = join(tmpdir(), `reconnect-${process.pid}-export.reg`);
  windowsProgram('reg', 'export', key, file, '/y');
  try {
    return readFileSync(file, 'utf16le');
  } finally {
    rmSync(file);
  }
}

function isThere(key: string): boolean {
  try {
    windowsProgram('reg', 'query', key);
    return true;
  } catch {
    // It ends with 1 where there is no such key.
    return false;
  }
}

/** What the journal makes of a capture. */
const kept = (capture: Capture): Capture => JSON.parse(JSON.stringify(capture)) as Capture;

async function now(value: string): Promise<unknown> {
  const reading = { kind: 'registry-value', key: path, value } as const;
  const { registry } = await nativeReaders['registry-value']([reading], never);
  const entry = (registry as Record<string, RegistryKeyEntry | null>)[path];
  return (entry?.values as Record<string, unknown> | undefined)?.[value];
}

const written: readonly RegistryData[] = [
  ['REG_NONE', '0102'],
  ['REG_SZ', 'te\u30c6xt'],
  ['REG_EXPAND_SZ', '%TEMP%'],
  ['REG_BINARY', 'ff'.repeat(5000)],
  ['REG_DWORD', 0xffff_fffe],
  ['REG_DWORD_BIG_ENDIAN', '00000001'],
  ['REG_MULTI_SZ', ['a', 'bc']],
  ['REG_QWORD', '18446744073709551615']
];

/** Types by number, with data that does not always fit them. */
const found: readonly (readonly [what: string, type: number, data: Buffer])[] = [
  ['none', 0, Buffer.alloc(0)],
  ['none with data', 0, Buffer.from([1, 2])],
  ['text', 1, Buffer.from('text\0', 'utf16le')],
  ['text with a NUL in it', 1, Buffer.from('a\0b\0', 'utf16le')],
  ['text to expand', 2, Buffer.from('%TEMP%\0', 'utf16le')],
  ['bytes', 3, Buffer.from('00ff10', 'hex')],
  ['no bytes', 3, Buffer.alloc(0)],
  ['5,000 bytes', 3, Buffer.alloc(5000, 0xa5)],
  ['a number', 4, Buffer.from('01000000', 'hex')],
  ['a number of two bytes', 4, Buffer.from('0100', 'hex')],
  ['a number, big end first', 5, Buffer.from('00000001', 'hex')],
  ['a link', 6, Buffer.from('\\Registry\\User', 'utf16le')],
  ['texts', 7, Buffer.from('a\0\0b\0\0', 'utf16le')],
  ['texts without their last NUL', 7, Buffer.from('a\0', 'utf16le')],
  ['resources', 8, Buffer.from('0102030405', 'hex')],
  ['a long number', 11, Buffer.from('ffffffffffffffff', 'hex')],
  ['a type that nobody has', 0x1234_5678, Buffer.from('010203', 'hex')]
];

async function withRoot(use: () => Promise<void>): Promise<void> {
  windowsProgram('reg', 'add', path, '/v', 'beside', '/d', 'stays', '/f');
  try {
    await use();
  } finally {
    windowsProgram('reg', 'delete', path, '/f');
  }
}

const isError = (detail: string) => (error: unknown) =>
  error instanceof WriteFailed && error.detail === detail;

export const writeRegistryCases: Cases = {
  'written values: every type, as reg export and the reader see it': () =>
    withRoot(async () => {
      for (const data of written) {
        await writer.write(placeAt(path, data[0]), data);
        deepStrictEqual(await now(data[0]), data);
      }
      const text = exported();
      match(text, /"REG_DWORD"=dword:fffffffe/);
      match(text, /"REG_EXPAND_SZ"=hex\(2\):25,00,54,00,45,00,4d,00,50,00,25,00,00,00/);
      match(text, /"REG_MULTI_SZ"=hex\(7\):61,00,00,00,62,00,63,00,00,00,00,00/);
      match(text, /"REG_QWORD"=hex\(b\):ff,ff,ff,ff,ff,ff,ff,ff/);
      match(text, /"REG_NONE"=hex\(0\):01,02/);
      match(text, /"beside"="stays"/);
      await writer.write(placeAt(path, 'REG_DWORD'), null);
      strictEqual(await now('REG_DWORD'), null);
      // What is away already stays so.
      await writer.write(placeAt(path, 'REG_DWORD'), null);
      await writer.write(placeAt(`${path}\\nothing`, 'v'), null);
      strictEqual(isThere(`${path}\\nothing`), false);
    }),

  'a value goes and comes back byte for byte, whatever its type': () =>
    withRoot(async () => {
      for (const [what, type, data] of found) {
        await withWritableKey(root, (key) => put(key, 'value', type, data));
        const before = exported();
        const place = placeAt(path, 'value');
        const capture = kept(await writer.capture(place));
        for (const state of [['REG_SZ', 'other'], null] as const) {
          await writer.write(place, state as RegistryData | null);
          strictEqual(exported() === before, false, what);
          await writer.restore(place, capture);
          strictEqual(exported(), before, what);
        }
        // A second time does no harm.
        await writer.restore(place, capture);
        strictEqual(exported(), before, what);
      }
    }),

  'a value that was not there goes again, and its key stays': () =>
    withRoot(async () => {
      const before = exported();
      const capture = kept(await writer.capture(placeAt(path, 'new')));
      await writer.write(placeAt(path, 'new'), ['REG_DWORD', 1]);
      await writer.restore(placeAt(path, 'new'), capture);
      strictEqual(exported(), before);
      // The key was there, so it stays even when it is empty by then.
      windowsProgram('reg', 'add', `${path}\\empty`, '/f');
      const inEmpty = kept(await writer.capture(placeAt(`${path}\\empty`, 'new')));
      await writer.write(placeAt(`${path}\\empty`, 'new'), ['REG_DWORD', 1]);
      await writer.restore(placeAt(`${path}\\empty`, 'new'), inEmpty);
      strictEqual(isThere(`${path}\\empty`), true);
    }),

  'keys that were not there go again, unless somebody else uses them': () =>
    withRoot(async () => {
      const before = exported();
      const place = placeAt(`${path}\\One\\Two\\Three`, 'v');
      const capture = kept(await writer.capture(place));
      strictEqual(exported(), before);
      await writer.write(place, ['REG_DWORD', 1]);
      match(exported(), /One\\Two\\Three\]\r\n"v"=dword:00000001/);
      await writer.restore(place, capture);
      strictEqual(exported(), before);
      await writer.restore(place, capture);
      strictEqual(exported(), before);

      await writer.write(place, ['REG_DWORD', 1]);
      windowsProgram('reg', 'add', `${path}\\One\\Two`, '/v', 'theirs', '/d', '1', '/f');
      await writer.restore(place, capture);
      strictEqual(isThere(`${path}\\One\\Two\\Three`), false);
      match(exported(`${path}\\One\\Two`), /"theirs"="1"/);
      windowsProgram('reg', 'delete', `${path}\\One\\Two`, '/v', 'theirs', '/f');
      windowsProgram('reg', 'add', `${path}\\One\\Two\\Theirs`, '/f');
      await writer.restore(place, capture);
      strictEqual(isThere(`${path}\\One\\Two\\Theirs`), true);
    }),

  'two changes in a new key: whichever goes last takes the key with it': () =>
    withRoot(async () => {
      const before = exported();
      const [first, second] = [placeAt(`${path}\\New`, 'a'), placeAt(`${path}\\New\\Below`, 'b')];
      for (const order of ['newest first', 'oldest first']) {
        const a = kept(await writer.capture(first));
        await writer.write(first, ['REG_DWORD', 1]);
        const b = inheritKeys(second, kept(await writer.capture(second)), [{ place: first, capture: a }]);
        await writer.write(second, ['REG_DWORD', 2]);
        const undo = [() => writer.restore(second, b), () => writer.restore(first, a)];
        for (const one of order === 'newest first' ? undo : undo.reverse()) await one();
        strictEqual(exported(), before, order);
      }
    }),

  'a value whose key somebody took away comes back with its key': () =>
    withRoot(async () => {
      windowsProgram('reg', 'add', `${path}\\Sub\\Deep`, '/v', 'v', '/d', 'was', '/f');
      const before = exported();
      const place = placeAt(`${path}\\Sub\\Deep`, 'v');
      const capture = kept(await writer.capture(place));
      windowsProgram('reg', 'delete', `${path}\\Sub`, '/f');
      await writer.restore(place, capture);
      strictEqual(exported(), before);
    }),

  'a key that may not be read or written is told apart from one that is not there': () =>
    withRoot(async () => {
      const place = placeAt(`${path}\\Denied`, 'v');
      await withWritableKey(`${root}\\Denied`, async (key) => {
        put(key, 'v', 4, Buffer.from('01000000', 'hex'));
        const capture = await writer.capture(place);
        // Reading alone.
        allow(key, 'D:P(A;;KR;;;WD)');
        try {
          strictEqual((capture as { value: { data: string } }).value.data, '01000000');
          deepStrictEqual(await writer.capture(place), capture);
          await rejects(writer.write(place, ['REG_DWORD', 2]), isError('error 5'));
          await rejects(writer.write(place, null), isError('error 5'));
          await rejects(writer.restore(place, capture), isError('error 5'));
          // Nothing at all.
          allow(key, 'D:P(D;;KA;;;WD)');
          await rejects(writer.capture(place), isError('error 5'));
        } finally {
          allow(key, 'D:P(A;;KA;;;WD)');
        }
      });
      match(windowsProgram('reg', 'query', `${path}\\Denied`, '/v', 'v'), /0x1\b/);
      const absent = await writer.capture(placeAt(`${path}\\Denied`, 'other'));
      strictEqual((absent as { value: unknown }).value, null);
    }),

  'the 64-bit view of HKLM is written, and restored': async () => {
    const key = 'HKLM\\SOFTWARE\\Reconnect write case';
    const place = placeAt(key, 'v');
    const capture = kept(await writer.capture(place));
    await writer.write(place, ['REG_DWORD', 7]);
    try {
      match(windowsProgram('reg', 'query', key, '/v', 'v', '/reg:64'), /REG_DWORD\s+0x7/);
    } finally {
      await writer.restore(place, capture);
    }
    strictEqual(isThere(key), false);
  }
};
