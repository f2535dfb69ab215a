/** A stage's time. */
export interface Deadline {
  /** Milliseconds that are left, never below zero. */
  readonly left: () => number;
  /** Waits for something that does not count, such as one's turn to connect. */
  readonly without: (waiting: Promise<void>) => Promise<void>;
}

/** @param timeoutMs milliseconds from now */
export function startDeadline(timeoutMs: number): Deadline {
  let end = performance.now() + timeoutMs;
  return {
    left: () => Math.max(0, end - performance.now()),
    without: async (waiting) => {
      const began = performance.now();
      await waiting;
      end += performance.now() - began;
    }
  };
}

/**
 * Waits for `work`, but no longer than the deadline. The work itself goes on; use it only for what cannot be stopped.
 *
 * @param timeoutMs milliseconds
 * @throws what `work` throws, and the signal's reason
 */
export function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  signal: AbortSignal
): Promise<T | 'timeout'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => resolve('timeout')), timeoutMs);
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    function settle(answer: () => void): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      answer();
    }
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error))))
    );
  });
}
