import { performance } from 'node:perf_hooks';
import type { Unavailable } from '../../../shared/model/machine-image';
import { orUnavailable } from './failure';

/**
 * Calls that take microseconds are made on the main thread, where each costs less than handing it to another. So that
 * hundreds of them never hold up the window for more than a frame (16 ms), all readers share turns of the event loop.
 */

/** Milliseconds of calls in one turn: half a frame, as the last call of a turn may be a slow one. */
const turnLength = 6;

let turnStart = -Infinity;
let lastTurn: Promise<void> = Promise.resolve();

/** To be awaited between calls: goes on at once while the turn lasts, else lets everything else run first. */
export async function breathe(): Promise<void> {
  if (performance.now() - turnStart < turnLength) return;
  // One behind the other: what is scheduled for one pass of the loop runs in that pass together.
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  await lastTurn;
  turnStart = performance.now();
}

/**
 * Reads one after the other, each failing alone.
 *
 * @returns entries by name, without those that an abort left unread
 */
export async function readEach<R, Entry>(
  readings: readonly R[],
  signal: AbortSignal,
  nameOf: (reading: R) => string,
  readOne: (reading: R) => Entry | Promise<Entry>
): Promise<Record<string, Entry | Unavailable>> {
  const entries: [string, Entry | Unavailable][] = [];
  for (const reading of readings) {
    await breathe();
    if (signal.aborted) break;
    entries.push([nameOf(reading), await orUnavailable(() => readOne(reading))]);
  }
  return Object.fromEntries(entries);
}
