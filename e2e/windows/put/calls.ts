import koffi, { type LibraryHandle } from 'koffi';

const libraries = new Map<string, LibraryHandle>();

/** A Windows function by its prototype in koffi's notation. */
export function call<Args extends readonly unknown[], Result>(
  dll: string,
  prototype: string
): (...args: Args) => Result {
  const library = libraries.get(dll) ?? koffi.load(dll);
  libraries.set(dll, library);
  return library.func(prototype) as (...args: readonly unknown[]) => Result;
}

/** Handles and pointers; null is NULL. */
export type Handle = bigint | null;

const getLastError = call<[], number>('kernel32.dll', 'uint32_t GetLastError()');

/** Fails with the number of the call right before, unless that one said it worked. */
export function must<T>(what: string, result: T): T {
  if (result !== 0 && result !== null) return result;
  throw new Error(`${what}: error ${getLastError()}`);
}

export { getLastError };
