/** Runs work, at most so many at a time; the rest waits in order. */
export type Gate = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/**
 * @param atOnce how many may run at a time
 * @returns a gate whose calls reject with the signal's reason when it is aborted while they wait
 */
export function createGate(atOnce: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (signal, work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
