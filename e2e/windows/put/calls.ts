import koffi, { type LibraryHandle } from 'koffi';

const libraries = new Map<string, LibraryHandle>();

type Resolved = (...args: readonly unknown[]) => unknown;

function resolve(dll: string, prototype: string): Resolved {
  const library = libraries.get(dll) ?? koffi.load(dll);
  libraries.set(dll, library);
  return library.func(prototype) as Resolved;
}

let lastError: Resolved | null = null;
const withLastError = (): Resolved => (lastError ??= resolve('kernel32.dll', 'uint32_t GetLastError()'));

/**
 * A Windows function by its prototype in koffi's notation. Its library is loaded when it is first called: the lane itself
 * names the cases, and runs where there is none.
 */
export function call<Args extends readonly unknown[], Result>(
  dll: string,
  prototype: string
): (...args: Args) => Result {
  let resolved: Resolved | null = null;
  return (...args) => {
    // Looked up before the call: loading it behind one would lose the number that it left.
    withLastError();
    resolved ??= resolve(dll, prototype);
    return resolved(...args) as Result;
  };
}

/** Handles and pointers; null is NULL. */
export type Handle = bigint | null;

const getLastError = (): number => withLastError()() as number;

/** Fails with the number of the call right before, unless that one said it worked. */
export function must<T>(what: string, result: T): T {
  if (result !== 0 && result !== null) return result;
  throw new Error(`${what}: error ${getLastError()}`);
}

export { getLastError };
