import { setTimeout as sleep } from 'node:timers/promises';

/** For each address, when the last connection to it started, by `performance.now()`: the wall clock may be set while we wait. */
const lastStarts = new Map<string, Promise<number>>();
/** Above this the addresses heard of first are forgotten; their time has long come. */
const mostRemembered = 1000;
/** A timer may fire early, and a SYN may take longer than the next one: the pause is to hold at the host. */
const marginMs = 15;

/**
 * Keeps new connections to one address apart, whoever in this process makes them, so that a check is never mistaken for an
 * attack by the host or by a box on the way. nmap pauses as long between its own connections.
 *
 * @param pauseMs from the start of one connection to the start of the next, milliseconds
 * @throws the signal's reason when it is aborted; the turn then goes to whoever waits next
 */
export async function waitTurn(address: string, pauseMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (pauseMs === 0) return;
  const previous = lastStarts.get(address) ?? Promise.resolve(-Infinity);
  const mine = previous.then(async (started) => {
    const waitMs = started + pauseMs + marginMs - performance.now();
    try {
      if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    } catch {
      // Stopped: no connection was made, so the next in line counts from the one before.
      return started;
    }
    return signal.aborted ? started : performance.now();
  });
  lastStarts.delete(address);
  lastStarts.set(address, mine);
  const [oldest] = lastStarts.keys();
  if (lastStarts.size > mostRemembered && oldest !== undefined) lastStarts.delete(oldest);
  await mine;
  signal.throwIfAborted();
}
