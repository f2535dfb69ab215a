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
