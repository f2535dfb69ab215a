import { deepStrictEqual, strictEqual } from 'node:assert';
import { nativeReaders } from '../../../../main/machine/native';
import { isUnavailable, type RegistryKeyEntry } from '../../../../shared/model/machine-image';
import { type Cases, never, windowsProgram } from './case';
import { allow, importLines, put, withWritableKey } from './registry-writing';

const root = 'Software\\Reconnect native cases';
const path = `HKCU\\${root}`;

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

async function one(key: string, value: string): Promise<unknown> {
  const { registry } = await nativeReaders['registry-value']([{ kind: 'registry-value', key, value }], never);
  const entry = (registry as Record<string, RegistryKeyEntry | null>)[key];
  if (entry === null || isUnavailable(entry)) return entry;
  strictEqual(entry?.partial, true);
  return (entry.values as Record<string, unknown>)[value];
}

async function whole(key: string, depth = 0): Promise<Record<string, RegistryKeyEntry | null>> {
  const { registry } = await nativeReaders['registry-key']([{ kind: 'registry-key', key, depth }], never);
  return registry as Record<string, RegistryKeyEntry | null>;
}

async function withCaseKey<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } finally {
    windowsProgram('reg', 'delete', path, '/f');
  }
}

/** As `reg import` takes it, and as the image must have it. */
const stored: readonly (readonly [name: string, line: string, data: unknown])[] = [
  ['', '@="the default"', ['REG_SZ', 'the default']],
  ['Dword', '"Dword"=dword:00000001', ['REG_DWORD', 1]],
  ['Large dword', '"Large dword"=dword:ffffffff', ['REG_DWORD', 4_294_967_295]],
  ['Sign bit', '"Sign bit"=dword:80000000', ['REG_DWORD', 2_147_483_648]],
  [
    'Short dword',
    '"Short dword"=hex(4):01,00',
    { unavailable: 'failed', detail: 'REG_DWORD of 2 bytes: 0100' }
  ],
  ['Qword', '"Qword"=hex(b):ff,ff,ff,ff,ff,ff,ff,ff', ['REG_QWORD', '18446744073709551615']],
  [
    'Short qword',
    '"Short qword"=hex(b):01,00,00,00',
    { unavailable: 'failed', detail: 'REG_QWORD of 4 bytes: 01000000' }
  ],
  ['Big endian', '"Big endian"=hex(5):00,00,00,01', ['REG_DWORD_BIG_ENDIAN', '00000001']],
  [
    'Umlaut \u00e4 \u30c6',
    '"Umlaut \u00e4 \u30c6"="\u00e4\u30c6\\\\ \\"q\\""',
    ['REG_SZ', '\u00e4\u30c6\\ "q"']
  ],
  ['Empty', '"Empty"=""', ['REG_SZ', '']],
  ['Expand', '"Expand"=hex(2):25,00,54,00,45,00,4d,00,50,00,25,00,00,00', ['REG_EXPAND_SZ', '%TEMP%']],
  ['Multi', '"Multi"=hex(7):61,00,00,00,62,00,63,00,00,00,00,00', ['REG_MULTI_SZ', ['a', 'bc']]],
  ['No strings', '"No strings"=hex(7):00,00', ['REG_MULTI_SZ', []]],
  ['Binary', '"Binary"=hex:00,ab,ff', ['REG_BINARY', '00abff']],
  ['No bytes', '"No bytes"=hex:', ['REG_BINARY', '']],
  ['None', '"None"=hex(0):', ['REG_NONE', '']],
  ['None with data', '"None with data"=hex(0):01,02', ['REG_NONE', '0102']],
  ['Inner NUL', '"Inner NUL"=hex(1):61,00,00,00,62,00,00,00', ['REG_SZ', 'a\0b']],
  ['__proto__', '"__proto__"=dword:00000007', ['REG_DWORD', 7]]
];

export const registryCases: Cases = {
  'every type as reg import wrote it, asked singly and as a whole key': () =>
    withCaseKey(async () => {
      importLines([
        `[HKEY_CURRENT_USER\\${root}]`,
        ...stored.map(([, line]) => line),
        `[HKEY_CURRENT_USER\\${root}\\Sub]`,
        '"Deep"=dword:00000002',
        `[HKEY_CURRENT_USER\\${root}\\Sub\\Deeper]`
      ]);
      for (const [name, , data] of stored) deepStrictEqual(await one(path, name), data, name);
      const tree = await whole(path, 1);
      deepStrictEqual(Object.keys(tree), [path, `${path}\\Sub`]);
      deepStrictEqual(tree[path]?.subkeys, ['Sub']);
      deepStrictEqual(
        new Map(Object.entries(tree[path]?.values ?? {})),
        new Map([...Object.entries(tree[path]?.values ?? {})].map(([name]) => [name, dataOf(name)]))
      );
      strictEqual(Object.keys(tree[path]?.values ?? {}).length, stored.length);
      deepStrictEqual(tree[`${path}\\Sub`], { values: { Deep: ['REG_DWORD', 2] }, subkeys: ['Deeper'] });
    }),

  'data that no tool writes: texts without NUL, odd lengths, types without a name': () =>
    withCaseKey(() =>
      withWritableKey(root, async (key) => {
        // Wine adds the NUL that is missing; Windows does not. Either way it is one text.
        put(key, 'Unended', 1, utf16('ab'));
        put(key, 'Odd', 1, Buffer.from('610062', 'hex'));
        put(key, 'Strange type', 0xffff_0012, Buffer.from('01', 'hex'));
        deepStrictEqual(await one(path, 'Unended'), ['REG_SZ', 'ab']);
        const odd = await one(path, 'Odd');
        strictEqual(isUnavailable(odd) || Array.isArray(odd), true);
        deepStrictEqual(await one(path, 'Strange type'), {
          unavailable: 'failed',
          detail: 'type 4294901778: 01'
        });
      })
    ),

  'large values, long names, many values': () =>
    withCaseKey(() =>
      withWritableKey(root, async (key) => {
        const large = Buffer.alloc(100_000, 'data');
        const longName = 'n'.repeat(16_383);
        put(key, 'Large', 3, large);
        put(key, 'Too large', 3, Buffer.alloc(1024 * 1024 + 1));
        put(key, longName, 4, Buffer.from([9, 0, 0, 0]));
        for (let index = 0; index < 1000; index += 1) put(key, `v${index}`, 1, utf16(`${index}\0`));
        deepStrictEqual(await one(path, 'Large'), ['REG_BINARY', large.toString('hex')]);
        deepStrictEqual(await one(path, 'Too large'), {
          unavailable: 'failed',
          detail: '1048577 bytes of data'
        });
        const values = new Map(Object.entries((await whole(path))[path]?.values ?? {}));
        strictEqual(values.size, 1003);
        deepStrictEqual(values.get('Large'), ['REG_BINARY', large.toString('hex')]);
        deepStrictEqual(values.get('Too large'), { unavailable: 'failed', detail: '1048577 bytes of data' });
        deepStrictEqual(values.get(longName), ['REG_DWORD', 9]);
        for (let index = 0; index < 1000; index += 1)
          deepStrictEqual(values.get(`v${index}`), ['REG_SZ', String(index)]);
      })
    ),

  'what is not there is null; what is denied says error 5': () =>
    withCaseKey(() =>
      withWritableKey(`${root}\\Closed`, async (key) => {
        put(key, 'v', 4, Buffer.from([1, 0, 0, 0]));
        strictEqual(await one(path, 'nothing'), null);
        strictEqual(await one(`${path}\\nothing`, 'v'), null);
        strictEqual((await whole(`${path}\\nothing`, 3))[`${path}\\nothing`], null);
        const denied = { unavailable: 'access-denied', detail: 'error 5' };
        allow(key, 'D:(D;;KR;;;WD)');
        try {
          deepStrictEqual(await one(`${path}\\Closed`, 'v'), denied);
          const tree = await whole(path, 1);
          deepStrictEqual(tree[path], { values: {}, subkeys: ['Closed'] });
          deepStrictEqual(tree[`${path}\\Closed`], denied);
        } finally {
          allow(key, 'D:(A;;KA;;;WD)');
        }
        deepStrictEqual(await one(`${path}\\Closed`, 'v'), ['REG_DWORD', 1]);
      })
    ),

  'the 64-bit view of HKLM': async () => {
    const key = 'HKLM\\SOFTWARE\\Reconnect native cases';
    windowsProgram('reg', 'add', key, '/v', 'view', '/t', 'REG_DWORD', '/d', '64', '/f', '/reg:64');
    windowsProgram('reg', 'add', key, '/v', 'view', '/t', 'REG_DWORD', '/d', '32', '/f', '/reg:32');
    try {
      deepStrictEqual(await one(key, 'view'), ['REG_DWORD', 64]);
    } finally {
      windowsProgram('reg', 'delete', key, '/f', '/reg:64');
      windowsProgram('reg', 'delete', key, '/f', '/reg:32');
    }
  },

  'names that would be cut, and roots that are not ours, are refused': async () => {
    deepStrictEqual(await one('HKCU\\Software\0x', 'v'), {
      unavailable: 'failed',
      detail: 'a NUL within a name'
    });
    deepStrictEqual(await one('HKCU\\Software', 'v\0x'), {
      unavailable: 'failed',
      detail: 'a NUL within a name'
    });
    strictEqual(isUnavailable(await one('HKU\\S-1-5-18', 'v')), true);
  }
};

const dataOf = (name: string): unknown => stored.find(([known]) => known === name)?.[2];
