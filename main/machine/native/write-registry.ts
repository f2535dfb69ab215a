import type { PlaceOf, StateOf } from '../../../shared/model/place';
import { WriteFailed } from '../writing';
import { WindowsError, windowsError } from './failure';
import { call, type Call, type Out, type Pointer } from './library';
import { orWriteFailed, type PlaceWriter } from './place-writer';
import { closeKey, keyAccess, openKey } from './registry';
import { regEnumKey, regEnumValue, regQueryValue } from './registry-calls';
import { registryBytes, type RawValue } from './registry-bytes';
import { keysDownTo, registryCaptureOf, type RegistryCapture } from './registry-capture';

/** https://learn.microsoft.com/windows/win32/api/winreg/ ; each gives the error number itself. */
const advapi = <Args extends readonly unknown[]>(prototype: string): Call<Args, number> =>
  call('advapi32.dll', prototype);

const regCreateKey = advapi<
  [
    key: Pointer,
    path: string,
    reserved: number,
    className: null,
    options: number,
    access: number,
    security: null,
    opened: Out<Pointer | null>,
    disposition: Out<number>
  ]
>(
  'int32_t RegCreateKeyExW(void *key, str16 path, uint32_t reserved, str16 className, uint32_t options, uint32_t access, void *security, _Out_ void **opened, _Out_ uint32_t *disposition)'
);
const regSetValue = advapi<
  [key: Pointer, name: string, reserved: number, type: number, data: Buffer, size: number]
>(
  'int32_t RegSetValueExW(void *key, str16 name, uint32_t reserved, uint32_t type, const uint8_t *data, uint32_t size)'
);
const regDeleteValue = advapi<[key: Pointer, name: string]>('int32_t RegDeleteValueW(void *key, str16 name)');
const regDeleteKey = advapi<[key: Pointer, path: string, view: number, reserved: number]>(
  'int32_t RegDeleteKeyExW(void *key, str16 path, uint32_t view, uint32_t reserved)'
);
const regFlushKey = advapi<[key: Pointer]>('int32_t RegFlushKey(void *key)');

/** https://learn.microsoft.com/windows/win32/sysinfo/registry-key-security-and-access-rights */
const setValueRight = 0x2;
const createSubkeyRight = 0x4;
/** The 64-bit view, whatever the process is. */
const wow64Key64 = 0x100;

/** RegFlushKey asks for the right to query. */
const writing = keyAccess.queryValue | setValueRight;

/** Bytes; what is larger is no setting, and a journal is no place for it. */
const largestData = 1024 * 1024;

/** Values of the registry, in the 64-bit view. What is written is on disk when the call comes back. */
export const registryWriter: PlaceWriter<'registry-value'> = {
  capture: (place) => orWriteFailed(() => Promise.resolve().then(() => captured(place))),
  write: (place, state) => orWriteFailed(() => (state === null ? deleteValue(place) : setData(place, state))),
  restore: (place, capture) => orWriteFailed(() => restored(place, registryCaptureOf(place, capture)))
};

type ValuePlace = Pick<PlaceOf<'registry-value'>, 'key' | 'value'>;

const setData = (place: ValuePlace, state: StateOf<'registry-value'>): Promise<void> =>
  setRawValue(place, registryBytes(state));

function captured(place: ValuePlace): RegistryCapture {
  const raw = rawValueAt(place);
  return {
    kind: 'registry-value',
    value: raw && { type: raw.type, data: raw.bytes.toString('hex') },
    absentKeys: raw ? [] : keysDownTo(place.key).filter((key) => !isThere(key))
  };
}

async function restored(place: ValuePlace, { value, absentKeys }: RegistryCapture): Promise<void> {
  if (value) return setRawValue(place, { type: value.type, bytes: Buffer.from(value.data, 'hex') });
  await deleteValue(place);
  for (const key of keysDownTo(place.key))
    if (absentKeys.some((one) => one.toLowerCase() === key.toLowerCase())) await removeIfEmpty(key);
}

/** Whether there is such a key; one that may not be opened is there. */
function isThere(path: string): boolean {
  try {
    const key = openKey(path, keyAccess.queryValue);
    if (key !== null) closeKey(key);
    return key !== null;
  } catch (error) {
    if (error instanceof WindowsError && error.code === windowsError.accessDenied) return true;
    throw error;
  }
}

/** Windows would take the name up to the NUL, which is another value. */
function plain(name: string): string {
  if (name.includes('\0')) throw new WriteFailed('a NUL within a name');
  return name;
}

/**
 * Type and bytes of a value as Windows holds them; null where it or its key is not there.
 *
 * @throws WindowsError, 5 where access is denied
 */
export function rawValueAt({ key: path, value }: ValuePlace): RawValue | null {
  const key = openKey(path, keyAccess.queryValue);
  if (key === null) return null;
  try {
    const type: Out<number> = [0];
    for (let room = Buffer.alloc(4096); ;) {
      const size: Out<number> = [room.length];
      const code = regQueryValue(key, plain(value), null, type, room, size);
      if (code === windowsError.fileNotFound || code === windowsError.keyDeleted) return null;
      if (code === 0) return { type: type[0], bytes: Buffer.from(room.subarray(0, size[0])) };
      if (code !== windowsError.moreData) throw new WindowsError(code);
      if (size[0] > largestData) throw new WriteFailed(`${size[0]} bytes of data`);
      // The value may grow between the calls.
      room = Buffer.alloc(Math.max(size[0], 2 * room.length));
    }
  } finally {
    closeKey(key);
  }
}

/** Uses a key and writes to disk what was done to it. */
async function changing(key: Pointer, change: (key: Pointer) => number): Promise<void> {
  try {
    check(change(key));
    // The whole hive goes to disk: off the main thread.
    check((await regFlushKey.later(key)).result);
  } finally {
    closeKey(key);
  }
}

/** Writes to disk what somebody else did to a key; one that is not there has nothing to write. */
export async function flushKey(path: string): Promise<void> {
  const key = openKey(path, keyAccess.queryValue);
  if (key !== null) await changing(key, () => 0);
}

function check(code: number): void {
  if (code !== 0) throw new WindowsError(code);
}

/**
 * Writes a value as it is; makes its key where there is none.
 *
 * @throws WindowsError
 */
export function setRawValue({ key, value }: ValuePlace, { type, bytes }: RawValue): Promise<void> {
  const name = plain(value);
  return changing(openKey(key, writing) ?? madeKey(key), (opened) =>
    regSetValue(opened, name, 0, type, bytes, bytes.length)
  );
}

function madeKey(path: string): Pointer {
  for (const [depth, above] of keysDownTo(path).slice(1).concat(rootOf(path)).entries()) {
    const parent = openKey(above, createSubkeyRight);
    if (parent === null) continue;
    try {
      const names = path.split('\\').slice(-(depth + 1));
      const opened: Out<Pointer | null> = [null];
      check(regCreateKey(parent, names.join('\\'), 0, null, 0, writing | wow64Key64, null, opened, [0]));
      if (opened[0] !== null) return opened[0];
    } finally {
      closeKey(parent);
    }
  }
  throw new WindowsError(windowsError.fileNotFound);
}

const rootOf = (path: string): string => path.split('\\')[0] ?? '';

/**
 * Takes a value away. One that is not there, nor its key, is away already.
 *
 * @throws WindowsError
 */
export async function deleteValue({ key: path, value }: ValuePlace): Promise<void> {
  const name = plain(value);
  const key = openKey(path, writing);
  if (key === null) return;
  await changing(key, (opened) => {
    const code = regDeleteValue(opened, name);
    return code === windowsError.fileNotFound || code === windowsError.keyDeleted ? 0 : code;
  });
}

/** Takes a key away, unless a value or another key is in it. */
async function removeIfEmpty(path: string): Promise<void> {
  const key = openKey(path, keyAccess.queryValue | keyAccess.enumerateSubkeys);
  if (key === null) return;
  try {
    if (!isEmpty(key)) return;
  } finally {
    closeKey(key);
  }
  const names = path.split('\\');
  const parent = openKey(names.slice(0, -1).join('\\'), keyAccess.queryValue);
  if (parent === null) return;
  await changing(parent, (opened) => {
    const code = regDeleteKey(opened, names.at(-1) ?? '', wow64Key64, 0);
    return code === windowsError.fileNotFound || code === windowsError.keyDeleted ? 0 : code;
  });
}

function isEmpty(key: Pointer): boolean {
  const name = Buffer.alloc(2 * 16_384);
  const noKey = regEnumKey(key, 0, name, [256], null, null, null, [0]);
  const noValue = regEnumValue(key, 0, name, [16_384], null, [0], null, [0]);
  for (const code of [noKey, noValue])
    // 234: a value whose data there was no room for.
    if (code !== windowsError.noMoreItems && code !== 0 && code !== windowsError.moreData)
      throw new WindowsError(code);
  return noKey === windowsError.noMoreItems && noValue === windowsError.noMoreItems;
}
