import type { Reading } from '../../shared/model/reading';
import type { NativeAnswer } from './programs/read';
import { startWorker } from './session';

/** The app's own native readings, run on Windows. */
export interface NativeReader {
  readonly read: (readings: readonly Reading[]) => Promise<NativeAnswer>;
  readonly stop: () => Promise<void>;
}

/** Starts the program that reads; one serves all machines, as the window does. */
export async function startNativeReader(): Promise<NativeReader> {
  const worker = await startWorker('programs/read');
  return { read: (readings) => worker.ask<NativeAnswer>('read', readings), stop: worker.stop };
}
