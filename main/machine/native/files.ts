import { stat } from 'node:fs/promises';
import { type FileEntry, isUnavailable, type Unavailable } from '../../../shared/model/machine-image';
import { type Reader, unavailable } from '../fragment';
import { orUnavailable, WindowsError } from './failure';
import { addressOf, call, type Out, type Pointer } from './library';
import { readEach } from './turns';

const getVersionSize = call<[path: string, ignored: null], number>(
  'version.dll',
  'uint32_t GetFileVersionInfoSizeW(str16 path, void *ignored)'
);
const getVersion = call<[path: string, ignored: number, size: number, data: Buffer], number>(
  'version.dll',
  'int GetFileVersionInfoW(str16 path, uint32_t ignored, uint32_t size, _Out_ uint8_t *data)'
);
const queryVersion = call<
  [data: Buffer, block: string, value: Out<Pointer | null>, size: Out<number>],
  number
>('version.dll', 'int VerQueryValueW(uint8_t *data, str16 block, _Out_ void **value, _Out_ uint32_t *size)');

/** Version, size and time of files; a path is expanded with this process's environment. A file that is not there is null. */
export const readFiles: Reader<'file'> = async (readings, signal) => ({
  files: await readEach(
    readings,
    signal,
    ({ path }) => path,
    ({ path }) => readFile(expandPath(path, process.env))
  )
});

/** As ExpandEnvironmentStrings: names without case, and what is not in the environment stays as it is. */
export function expandPath(path: string, environment: Readonly<Record<string, string | undefined>>): string {
  const values = new Map(Object.entries(environment).map(([name, value]) => [name.toLowerCase(), value]));
  return path.replace(/%([^%]+)%/g, (whole, name: string) => values.get(name.toLowerCase()) ?? whole);
}

async function readFile(path: string): Promise<FileEntry | null | Unavailable> {
  const found = await statOf(path);
  if (found === null || isUnavailable(found)) return found;
  return { version: await orUnavailable(() => fileVersion(path)), ...found };
}

async function statOf(path: string): Promise<Pick<FileEntry, 'size' | 'modified'> | null | Unavailable> {
  try {
    const found = await stat(path);
    return found.isFile() ? { size: found.size, modified: found.mtime.toISOString() } : null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === 'EACCES' || code === 'EPERM') return unavailable('access-denied', code);
    throw error;
  }
}

/** A file without version information, or no image of a program at all. */
const withoutVersion: readonly number[] = [
  11, // ERROR_BAD_FORMAT
  193, // ERROR_BAD_EXE_FORMAT
  1812, // ERROR_RESOURCE_DATA_NOT_FOUND
  1813, // ERROR_RESOURCE_TYPE_NOT_FOUND
  1814, // ERROR_RESOURCE_NAME_NOT_FOUND
  1815 // ERROR_RESOURCE_LANG_NOT_FOUND
];

/**
 * The four numbers of the fixed part, which comes from the file itself in every language.
 * https://learn.microsoft.com/windows/win32/api/winver/nf-winver-getfileversioninfow#remarks
 */
async function fileVersion(path: string): Promise<string | null> {
  const { result: size, error } = await getVersionSize.later(path, null);
  if (size === 0) {
    if (withoutVersion.includes(error)) return null;
    throw new WindowsError(error);
  }
  const data = Buffer.alloc(size);
  const read = await getVersion.later(path, 0, size, data);
  if (read.result === 0) throw new WindowsError(read.error);
  const value: Out<Pointer | null> = [null];
  const length: Out<number> = [0];
  if (queryVersion(data, '\\', value, length) === 0 || value[0] === null) return null;
  const offset = Number(value[0] - addressOf(data));
  return fixedVersion(data.subarray(offset, offset + length[0]));
}

/** https://learn.microsoft.com/windows/win32/api/verrsrc/ns-verrsrc-vs_fixedfileinfo */
export function fixedVersion(bytes: Buffer): string | null {
  if (bytes.length < 16 || bytes.readUInt32LE(0) !== 0xfeef_04bd) return null;
  return [10, 8, 14, 12].map((at) => bytes.readUInt16LE(at)).join('.');
}
