import {
  isUnavailable,
  type RegistryData,
  type RegistryKeyEntry,
  type Unavailable
} from '../../../shared/model/machine-image';
import { type Reader, unavailable } from '../fragment';
import { asUnavailable, failedWith, WindowsError, windowsError } from './failure';
import type { Out, Pointer } from './library';
import {
  regCloseKey,
  regEnumKey,
  regEnumValue,
  regOpenKey,
  regQueryInfoKey,
  regQueryValue
} from './registry-calls';
import { registryData } from './registry-data';
import { breathe } from './turns';

/** Rights of https://learn.microsoft.com/windows/win32/sysinfo/registry-key-security-and-access-rights */
export const keyAccess = { queryValue: 0x1, enumerateSubkeys: 0x8, notify: 0x10 } as const;
/** The 64-bit view, whatever the process is. */
const wow64Key64 = 0x100;

/** Predefined handles. https://learn.microsoft.com/windows/win32/sysinfo/predefined-keys */
const roots: Readonly<Record<string, Pointer>> = { HKCU: 0x8000_0001n, HKLM: 0x8000_0002n };

/** Longest name of a value, in characters. https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits */
const longestValueName = 16_383;
/** Longest name of a key, in characters. */
const longestKeyName = 255;
/** Most values have far less. Longer ones are read again, up to the limit: no reading of ours is about such data. */
const firstSize = 4096;
const largestData = 1024 * 1024;

/**
 * Opens a key in the 64-bit view. The caller closes it.
 *
 * @param path begins with HKLM or HKCU
 * @returns null when there is no such key
 * @throws WindowsError when it cannot be opened, 5 where access is denied
 */
export function openKey(path: string, access: number): Pointer | null {
  const [rootName = '', ...names] = path.split('\\');
  const root = roots[rootName.toUpperCase()];
  if (root === undefined) throw new Error(`no root HKLM or HKCU in ${path}`);
  const opened: Out<Pointer | null> = [null];
  const code = regOpenKey(root, plainName(names.join('\\')), 0, access | wow64Key64, opened);
  if (isAbsent(code)) return null;
  if (code !== 0 || opened[0] === null) throw new WindowsError(code);
  return opened[0];
}

/** Not there, or deleted since it was opened. */
const isAbsent = (code: number): boolean =>
  code === windowsError.fileNotFound || code === windowsError.keyDeleted;

/** Windows would read the name up to the NUL, which is another name. */
function plainName(name: string): string {
  if (name.includes('\0')) throw new Error('a NUL within a name');
  return name;
}

export function closeKey(key: Pointer): void {
  regCloseKey(key);
}

/** Buffers of one reader, made once: hundreds of values are read through them. */
interface Scratch {
  readonly name: Buffer;
  data: Buffer;
}
const scratch = (): Scratch => ({
  name: Buffer.allocUnsafe(2 * (longestValueName + 1)),
  data: Buffer.allocUnsafe(firstSize)
});

/** A value of an open key; null when there is no such value. */
export function readValue(key: Pointer, name: string, room = scratch()): RegistryData | null | Unavailable {
  const type: Out<number> = [0];
  const size: Out<number> = [0];
  const code = withGrowingData(room, size, (data) =>
    regQueryValue(key, plainName(name), null, type, data, size)
  );
  if (isAbsent(code)) return null;
  return code === 0 ? registryData(type[0], copied(room, size[0])) : tooLargeOr(code, size[0]);
}

/** One value of a key; null when either is not there. */
export function valueAt(path: string, name: string): RegistryData | null | Unavailable {
  return attempt(() => {
    const key = openKey(path, keyAccess.queryValue);
    if (key === null) return null;
    try {
      return readValue(key, name);
    } finally {
      closeKey(key);
    }
  });
}

const copied = (room: Scratch, size: number): Buffer => Buffer.from(room.data.subarray(0, size));

const tooLargeOr = (code: number, size: number): Unavailable =>
  code === windowsError.moreData ? unavailable('failed', `${size} bytes of data`) : failedWith(code);

/** Calls again with more room while Windows says how much it needs; the value may grow in between. */
function withGrowingData(room: Scratch, size: Out<number>, read: (data: Buffer) => number): number {
  for (;;) {
    size[0] = room.data.length;
    const code = read(room.data);
    if (code !== windowsError.moreData || size[0] <= room.data.length || size[0] > largestData) return code;
    room.data = Buffer.allocUnsafe(size[0]);
  }
}

/** Single values, the key opened once for all that are asked of it. */
export const readRegistryValues: Reader<'registry-value'> = async (readings, signal) => {
  const keys = new Map<string, { path: string; names: string[] }>();
  for (const { key, value } of readings) {
    const asked = keys.get(key.toLowerCase());
    if (asked) asked.names.push(value);
    else keys.set(key.toLowerCase(), { path: key, names: [value] });
  }
  const room = scratch();
  const entries: [string, RegistryKeyEntry | null | Unavailable][] = [];
  for (const { path, names } of keys.values()) {
    await breathe();
    if (signal.aborted) break;
    entries.push([path, await valuesOf(path, names, room, signal)]);
  }
  return { registry: Object.fromEntries(entries) };
};

async function valuesOf(
  path: string,
  names: readonly string[],
  room: Scratch,
  signal: AbortSignal
): Promise<RegistryKeyEntry | null | Unavailable> {
  try {
    const key = openKey(path, keyAccess.queryValue);
    if (key === null) return null;
    try {
      const values: [string, RegistryData | null | Unavailable][] = [];
      for (const name of names) {
        await breathe();
        if (signal.aborted) break;
        values.push([name, attempt(() => readValue(key, name, room))]);
      }
      return { values: Object.fromEntries(values), partial: true };
    } finally {
      closeKey(key);
    }
  } catch (error) {
    return asUnavailable(error);
  }
}

function attempt<T>(read: () => T): T | Unavailable {
  try {
    return read();
  } catch (error) {
    return asUnavailable(error);
  }
}

/** Whole keys, and those below them as deep as was asked. */
export const readRegistryKeys: Reader<'registry-key'> = async (readings, signal) => {
  const room = scratch();
  const entries = new Map<string, RegistryKeyEntry | null | Unavailable>();
  for (const { key, depth } of readings) await readTree(key, depth, room, signal, entries);
  return { registry: Object.fromEntries(entries) };
};

async function readTree(
  path: string,
  depth: number,
  room: Scratch,
  signal: AbortSignal,
  entries: Map<string, RegistryKeyEntry | null | Unavailable>
): Promise<void> {
  await breathe();
  if (signal.aborted) return;
  const entry = await wholeKey(path, room, signal);
  if (entry === 'aborted') return;
  entries.set(path, entry);
  if (depth === 0 || entry === null || isUnavailable(entry)) return;
  for (const name of entry.subkeys ?? [])
    await readTree(`${path}\\${name}`, depth - 1, room, signal, entries);
}

async function wholeKey(
  path: string,
  room: Scratch,
  signal: AbortSignal
): Promise<RegistryKeyEntry | null | Unavailable | 'aborted'> {
  try {
    const key = openKey(path, keyAccess.queryValue | keyAccess.enumerateSubkeys);
    if (key === null) return null;
    try {
      return await steadily(key, async () => {
        const values = await allValues(key, room, signal);
        const subkeys = await allSubkeys(key, room, signal);
        // What was seen until then would look like the whole key.
        return signal.aborted ? 'aborted' : { values: Object.fromEntries(values), subkeys };
      });
    } finally {
      closeKey(key);
    }
  } catch (error) {
    // Deleted while it was read.
    return error instanceof WindowsError && error.code === windowsError.keyDeleted
      ? null
      : asUnavailable(error);
  }
}

/** Entries are counted through, so a change in the middle would show some twice or not at all: then read once more. */
async function steadily<T>(key: Pointer, read: () => Promise<T>): Promise<T> {
  for (let attempts = 3; ; attempts -= 1) {
    const before = lastWritten(key);
    const result = await read();
    if (attempts === 1 || lastWritten(key) === before) return result;
  }
}

function lastWritten(key: Pointer): bigint {
  const written: Out<number | bigint> = [0];
  const code = regQueryInfoKey(key, null, null, null, null, null, null, null, null, null, null, written);
  if (code !== 0) throw new WindowsError(code);
  return BigInt(written[0]);
}

async function allValues(
  key: Pointer,
  room: Scratch,
  signal: AbortSignal
): Promise<[string, RegistryData | Unavailable][]> {
  const values: [string, RegistryData | Unavailable][] = [];
  for (let index = 0; ; index += 1) {
    await breathe();
    if (signal.aborted) return values;
    const characters: Out<number> = [0];
    const type: Out<number> = [0];
    const size: Out<number> = [0];
    const enumerate = (data: Buffer | null): number => {
      characters[0] = longestValueName + 1;
      return regEnumValue(key, index, room.name, characters, null, type, data, size);
    };
    const code = withGrowingData(room, size, enumerate);
    if (code === windowsError.noMoreItems) return values;
    const tooLarge = code === windowsError.moreData;
    // Then the name is not promised: once more without the data.
    const nameCode = tooLarge ? enumerate(null) : code;
    if (nameCode !== 0) throw new WindowsError(nameCode);
    const name = room.name.toString('utf16le', 0, 2 * characters[0]);
    values.push([name, tooLarge ? tooLargeOr(code, size[0]) : registryData(type[0], copied(room, size[0]))]);
  }
}

async function allSubkeys(key: Pointer, room: Scratch, signal: AbortSignal): Promise<string[]> {
  const subkeys: string[] = [];
  for (let index = 0; ; index += 1) {
    await breathe();
    if (signal.aborted) return subkeys;
    const characters: Out<number> = [longestKeyName + 1];
    const code = regEnumKey(key, index, room.name, characters, null, null, null, [0]);
    if (code === windowsError.noMoreItems) return subkeys;
    if (code !== 0) throw new WindowsError(code);
    subkeys.push(room.name.toString('utf16le', 0, 2 * characters[0]));
  }
}
