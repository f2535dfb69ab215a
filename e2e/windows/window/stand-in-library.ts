import { call as callReal, type Call } from '../../../main/machine/native/library';
import { personSaysNo } from './recording';

// Takes the place of main/machine/native/library.ts in the build with the stand-in. Wine never asks for an administrator's
// consent: where the test says that the person says no at Windows' prompt, ShellExecuteExW fails as it does then. All other
// calls, and this one at any other time, are Windows' own.

export * from '../../../main/machine/native/library';

/** https://learn.microsoft.com/windows/win32/debug/system-error-codes--1000-1299- */
const ERROR_CANCELLED = 1223;

/** As in the release, but for the prompt. */
export function call<Args extends readonly unknown[], Result>(
  library: string,
  prototype: string
): Call<Args, Result> {
  const real = callReal<Args, Result>(library, prototype);
  if (!prototype.includes('ShellExecuteExW')) return real;
  return Object.assign((...args: Args) => real(...args), {
    later: (...args: Args) =>
      personSaysNo() ? Promise.resolve({ result: 0 as Result, error: ERROR_CANCELLED }) : real.later(...args)
  });
}
