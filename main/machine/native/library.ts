import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';

/**
 * The one place that loads koffi and Windows' own libraries. Nothing is loaded before the first call, so the same files
 * can be imported, and their pure parts tested, on any platform.
 */

/** A handle or pointer, as koffi 3 gives it; null is NULL. */
export type Pointer = bigint;
/** Room for what a call writes: koffi fills the first item. */
export type Out<T> = [T];

/** A Windows function, bound when it is first called. Throws MissingCall where this Windows does not have it. */
export interface Call<Args extends readonly unknown[], Result> {
  (...args: Args): Result;
  /**
   * The same off the main thread, on one of libuv's. For anything that asks another process, reads a file, or may wait.
   * `error` is what GetLastError said on that thread right behind the call: of use only where `result` says failure.
   */
  later(...args: Args): Promise<{ readonly result: Result; readonly error: number }>;
}

/** This Windows, or this machine, does not have the function. */
export class MissingCall extends Error {
  override readonly name = 'MissingCall';
}

/**
 * Windows with 64-bit pointers: the layouts of structures in this folder are those of x64 and ARM64. False everywhere
 * else, and then no reader of this folder may be asked.
 */
export const isAvailable = (): boolean => process.platform === 'win32' && process.arch !== 'ia32';

/**
 * Loads koffi, which maps a library of 2 MB, and the library that most readers call: tens of milliseconds, once. To be
 * called before the window is shown; otherwise the first reading pays for it.
 *
 * @throws MissingCall where isAvailable is false or koffi's library for this platform is not installed
 */
export function prepare(): void {
  library('advapi32.dll');
}

let loadedKoffi: typeof Koffi | undefined;

function koffi(): typeof Koffi {
  if (loadedKoffi) return loadedKoffi;
  if (!isAvailable()) throw new MissingCall('Windows on a 64-bit processor is needed');
  try {
    // Not an import: that would load it at start on every platform, and a bundler would follow it into its binary parts.
    loadedKoffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
  } catch (error) {
    throw new MissingCall(`koffi cannot be loaded: ${messageOf(error)}`);
  }
  return loadedKoffi;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** In place of a library: the program itself, which gives native modules the functions of libuv. */
export const thisProgram = '';

const libraries = new Map<string, Koffi.LibraryHandle>();
let systemFolder: string | undefined;

/** By absolute path, as the folder of the app and the PATH must not decide what is loaded. */
function library(name: string): Koffi.LibraryHandle {
  let handle = libraries.get(name);
  if (!handle) {
    // kernel32 alone goes by name: every process has it mapped already.
    // https://learn.microsoft.com/windows/win32/dlls/dynamic-link-library-search-order
    if (name === thisProgram) handle = koffi().load(null);
    else handle = koffi().load(name === 'kernel32.dll' ? name : `${systemDirectory()}\\${name}`);
    libraries.set(name, handle);
  }
  return handle;
}

/**
 * System32, from Windows itself: the environment variable SystemRoot is whatever the starting process wrote there.
 *
 * @throws MissingCall
 */
export function systemDirectory(): string {
  if (systemFolder === undefined) {
    const path = Buffer.alloc(2 * 261);
    const length = getSystemDirectory(path, 261);
    if (length === 0 || length > 260) throw new MissingCall('GetSystemDirectoryW gave no folder');
    systemFolder = path.toString('utf16le', 0, 2 * length);
  }
  return systemFolder;
}

/** Calls under way: Windows writes into their buffers, so these must not be collected before the call is over. */
const underWay = new Set<readonly unknown[]>();

type Bound<Args extends readonly unknown[], Result> = Koffi.KoffiFunc<(...args: Args) => Result>;

/**
 * A function of a library of System32.
 *
 * @param prototype in koffi's notation; it must be one that the Windows lane runs, for a wrong one ends the process
 */
export function call<Args extends readonly unknown[], Result>(
  dll: string,
  prototype: string
): Call<Args, Result> {
  let bound: Bound<Args, Result> | undefined;
  const bind = (): Bound<Args, Result> => {
    if (bound) return bound;
    try {
      bound = library(dll).func(prototype);
    } catch (error) {
      throw error instanceof MissingCall ? error : new MissingCall(`${dll}: ${messageOf(error)}`);
    }
    return bound;
  };
  const now = (...args: Args): Result => bind()(...args);
  const later = (...args: Args): Promise<{ result: Result; error: number }> =>
    new Promise((resolve, reject) => {
      const settle = (failure: unknown, result: Result): void => {
        // Here and not behind an await: koffi keeps the last error of that thread only while this callback runs.
        const error = getLastError();
        underWay.delete(args);
        if (failure) reject(failure instanceof Error ? failure : new Error(messageOf(failure)));
        else resolve({ result, error });
      };
      underWay.add(args);
      try {
        // koffi's type of async counts the arguments of a tuple; ours is generic.
        (bind().async as unknown as (...all: readonly unknown[]) => void)(...args, settle);
      } catch (error) {
        underWay.delete(args);
        throw error;
      }
    });
  return Object.assign(now, { later });
}

const getSystemDirectory = call<[path: Buffer, characters: number], number>(
  'kernel32.dll',
  'uint32_t GetSystemDirectoryW(_Out_ uint16_t *path, uint32_t characters)'
);

/**
 * What GetLastError says of the call right before, and only if that one failed: koffi keeps the number from Node and V8,
 * and success does not clear it.
 */
export const getLastError: () => number = call<[], number>('kernel32.dll', 'uint32_t GetLastError()');

/** Where the bytes of a buffer lie, to tell where in it a pointer that Windows wrote into it leads. */
export const addressOf = (buffer: Buffer): Pointer => koffi().address(buffer);

/**
 * A copy of memory that Windows allocated. Not koffi.view: that shares the memory, and Electron forbids it.
 *
 * @param pointer must be one that a successful call gave: a wrong one ends the process
 */
export function bytesAt(pointer: Pointer, length: number): Buffer {
  if (length === 0) return Buffer.alloc(0);
  return Buffer.from(koffi().decode(pointer, 'uint8_t', length) as Uint8Array);
}

/** A copy of a NUL-terminated UTF-16 text that Windows allocated; null for NULL. */
export const textAt = (pointer: Pointer): string | null =>
  pointer === 0n ? null : koffi().decode.string16(pointer);

/** Overwrites memory that Windows allocated for this process, before it is given back. */
export function wipe(pointer: Pointer, length: number): void {
  if (pointer !== 0n && length > 0) koffi().encode(pointer, 'uint8_t', new Uint8Array(length), length);
}
