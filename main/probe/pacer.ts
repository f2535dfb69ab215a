import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Keeps new connections to one host apart, so that a check is never mistaken for an attack by the host or by a box on
 * the way. nmap pauses as long between its own connections.
 */
export interface Pacer {
  /** Resolves when the next connection may start. Rejects with the signal's reason. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** Connections asked for so far. */
  readonly count: () => number;
}

/** @param pauseMs from the start of one connection to the start of the next, milliseconds */
export function createPacer(pauseMs: number): Pacer {
  let next = 0;
  let count = 0;
  return {
    async turn(signal) {
      const now = Date.now();
      const wait = Math.max(0, next - now);
      next = Math.max(now, next) + pauseMs;
      count += 1;
      if (wait > 0) await sleep(wait, undefined, { signal });
      signal.throwIfAborted();
    },
    count: () => count
  };
}
