import { writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, getLastError, type Out, type Pointer } from '../../../../main/machine/native/library';
import { windowsProgram } from './case';

const advapi = 'advapi32.dll';
const createKey = call<
  [
    root: bigint,
    path: string,
    reserved: number,
    className: null,
    options: number,
    access: number,
    security: null,
    opened: Out<Pointer | null>,
    disposition: Out<number>
  ],
  number
>(
  advapi,
  'int32_t RegCreateKeyExW(void *root, str16 path, uint32_t reserved, str16 className, uint32_t options, uint32_t access, void *security, _Out_ void **opened, _Out_ uint32_t *disposition)'
);
const closeKey = call<[key: Pointer], number>(advapi, 'int32_t RegCloseKey(void *key)');
const setValue = call<
  [key: Pointer, name: string, reserved: number, type: number, data: Buffer, size: number],
  number
>(
  advapi,
  'int32_t RegSetValueExW(void *key, str16 name, uint32_t reserved, uint32_t type, const uint8_t *data, uint32_t size)'
);
const setKeySecurity = call<[key: Pointer, parts: number, descriptor: Pointer], number>(
  advapi,
  'int32_t RegSetKeySecurity(void *key, uint32_t parts, void *descriptor)'
);
const descriptorOf = call<
  [text: string, revision: number, descriptor: Out<Pointer | null>, size: Out<number>],
  number
>(
  advapi,
  'int ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32_t revision, _Out_ void **descriptor, _Out_ uint32_t *size)'
);
const localFree = call<[memory: Pointer], Pointer | null>('kernel32.dll', 'void *LocalFree(void *memory)');

const currentUser = 0x8000_0001n;
const allAccess = 0xf003f | 0x100;
const dacl = 0x4;

function check(what: string, code: number): void {
  if (code !== 0) throw new Error(`${what}: error ${code}`);
}

/** Does something with a key below HKCU, which it makes. */
export async function withWritableKey<T>(path: string, use: (key: Pointer) => T | Promise<T>): Promise<T> {
  const opened: Out<Pointer | null> = [null];
  check('RegCreateKeyExW', createKey(currentUser, path, 0, null, 0, allAccess, null, opened, [0]));
  if (opened[0] === null) throw new Error('no key');
  try {
    return await use(opened[0]);
  } finally {
    closeKey(opened[0]);
  }
}

export const put = (key: Pointer, name: string, type: number, data: Buffer): void =>
  check(`RegSetValueExW ${name.slice(0, 20)}`, setValue(key, name, 0, type, data, data.length));

/** Sets who may do what with a key, in SDDL. */
export function allow(key: Pointer, sddl: string): void {
  const descriptor: Out<Pointer | null> = [null];
  if (descriptorOf(sddl, 1, descriptor, [0]) === 0 || descriptor[0] === null)
    throw new Error(`${sddl}: error ${getLastError()}`);
  try {
    check('RegSetKeySecurity', setKeySecurity(key, dacl, descriptor[0]));
  } finally {
    localFree(descriptor[0]);
  }
}

/** `reg import` of lines in its own format, UTF-16 as reg.exe writes it. */
export function importLines(lines: readonly string[]): void {
  const file = join(tmpdir(), `reconnect-${process.pid}.reg`);
  writeFileSync(
    file,
    Buffer.from(`\ufeffWindows Registry Editor Version 5.00\r\n\r\n${lines.join('\r\n')}\r\n`, 'utf16le')
  );
  try {
    windowsProgram('reg', 'import', file);
  } finally {
    rmSync(file);
  }
}
