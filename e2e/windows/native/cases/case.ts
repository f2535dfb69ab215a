import { execFileSync } from 'node:child_process';
import { isUnavailable, type Present } from '../../../../shared/model/machine-image';

/** What one case proves, by its name; it throws where that does not hold. Figures are printed and judged by people. */
export type Cases = Readonly<Record<string, () => Promise<void | Figures>>>;
export type Figures = Readonly<Record<string, number | string>>;

/** No reading in these cases is stopped by it. */
export const never = new AbortController().signal;

/** One of Windows' own programs, as the witness that shares no code with the reader. Fails unless it ends with 0. */
export const windowsProgram = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until something holds; fails when it does not within the time. */
export async function until(what: string, holds: () => boolean, milliseconds = 5000): Promise<void> {
  for (const end = Date.now() + milliseconds; !holds(); await wait(20))
    if (Date.now() > end) throw new Error(`${what} did not happen within ${milliseconds} ms`);
}

/** Milliseconds of the work, and the longest that the event loop was kept from anything else in it. */
export async function timed(work: () => Promise<unknown>): Promise<{ took: number; longest: number }> {
  let longest = 0;
  let over = false;
  const begin = performance.now();
  const done = work().finally(() => (over = true));
  for (let last = begin; !over;) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  await done;
  return { took: round(performance.now() - begin), longest: round(longest) };
}

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

/** A value that must have been read. */
export function known<T>(value: T): Present<T> {
  if (value === null || value === undefined || isUnavailable(value))
    throw new Error(`not known: ${JSON.stringify(value)}`);
  return value as Present<T>;
}
