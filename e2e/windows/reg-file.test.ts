import { expect, it } from 'vitest';
import type { RegistryData } from '../../shared/model/machine-image';
import { parseRegFile, regFile } from './reg-file';
import { exportKey } from './seed';
import { mustRun } from './session';
import { windowsPath } from '../../build/lib/wine.mjs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const key = 'HKCU\\Software\\Reconnect lane';

/** Every type, and names and texts that a file format may trip over. */
const values: Readonly<Record<string, RegistryData>> = {
  '': ['REG_SZ', 'the default value'],
  'a"quote\\and backslash': ['REG_SZ', 'C:\\a "b"'],
  'ünï日本😀': ['REG_SZ', 'wërt 日本😀'],
  lines: ['REG_SZ', 'one\r\ntwo\t[HKEY_X]'],
  empty: ['REG_SZ', ''],
  expand: ['REG_EXPAND_SZ', '%SystemRoot%\\System32'],
  many: ['REG_MULTI_SZ', ['one', 'zwei', '三']],
  none: ['REG_MULTI_SZ', []],
  least: ['REG_DWORD', 0],
  most: ['REG_DWORD', 0xffff_ffff],
  signless: ['REG_QWORD', '18446744073709551615'],
  bytes: ['REG_BINARY', '00ff10'],
  'no bytes': ['REG_BINARY', ''],
  typeless: ['REG_NONE', ''],
  'typeless bytes': ['REG_NONE', '0102'],
  big: ['REG_DWORD_BIG_ENDIAN', '01020304'],
  list: ['REG_RESOURCE_LIST', '0a0b'],
  'long bytes': ['REG_BINARY', 'ab'.repeat(5000)]
};

it('writes every type so that the registry holds exactly that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-reg-'));
  const file = join(folder, 'all.reg');
  try {
    const steps = Object.entries(values).map(
      ([value, data]) => ({ do: 'set-value', key, value, data }) as const
    );
    writeFileSync(file, regFile([{ do: 'delete-key', key }, ...steps]));
    await mustRun('reg', 'import', windowsPath(file));
    const tree = await exportKey(key);
    expect(Object.fromEntries(tree.get(key) ?? [])).toEqual(values);
    writeFileSync(file, regFile([{ do: 'delete-value', key, value: 'big' }]));
    await mustRun('reg', 'import', windowsPath(file));
    expect([...((await exportKey(key)).get(key)?.keys() ?? [])]).not.toContain('big');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('refuses a file that it does not understand', () => {
  const text = 'Windows Registry Editor Version 5.00\r\n[HKEY_CURRENT_USER\\A]\r\n"x"=what\r\n';
  expect(() => parseRegFile(Buffer.from(text, 'utf16le'))).toThrow('what');
});
