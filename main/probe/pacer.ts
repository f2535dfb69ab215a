import { setTimeout as sleep } from 'node:timers/promises';

/** When the next connection to an address may start, by `performance.now()`: the wall clock may be set while we wait. */
const nextStart = new Map<string, number>();
/** Above this the addresses whose time has come are forgotten. */
const mostRemembered = 1000;

/**
 * Keeps new connections to one address apart, whoever in this process makes them, so that a check is never mistaken for an
 * attack by the host or by a box on the way. nmap pauses as long between its own connections.
 *
 * @param pauseMs from the start of one connection to the start of the next, milliseconds
 * @throws the signal's reason when it is aborted
 */
export async function waitTurn(address: string, pauseMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const now = performance.now();
  const start = Math.max(now, nextStart.get(address) ?? 0);
  if (nextStart.size > mostRemembered) forget(now);
  nextStart.set(address, start + pauseMs);
  if (start > now) await sleep(start - now, undefined, { signal });
}

function forget(now: number): void {
  for (const [address, next] of nextStart) {
    if (next <= now) nextStart.delete(address);
  }
}
