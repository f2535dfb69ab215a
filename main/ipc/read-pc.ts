import type { MachineImage } from '../../shared/model/machine-image';
import type { Problem } from '../../shared/model/pc-run-state';
import type { Reading } from '../../shared/model/reading';
import { logError } from '../log';
import { NotReadable, type Door, type OpenMachine, type RemotePc } from '../machine/door';
import type { ReadProgress } from '../machine/machine';

interface ReadInput {
  /** Another PC, by PowerShell remoting; null for this one. */
  readonly other: RemotePc | null;
  readonly readings: readonly Reading[];
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly onPartial?: (image: MachineImage) => void;
}

/**
 * Opens a PC, reads it and closes it again.
 *
 * @throws NotReadable
 */
export async function readPc(
  door: Door,
  { other, readings, signal, onProgress, onPartial }: ReadInput
): Promise<MachineImage> {
  const machine = door.open(other);
  try {
    return await machine.read(readings, signal, onProgress, onPartial);
  } finally {
    await close(machine);
  }
}

async function close(machine: OpenMachine): Promise<void> {
  try {
    await machine.close();
  } catch (error) {
    // What was read stays true when its PowerShell does not end in good order.
    logError('closing the door to a PC failed', error);
  }
}

/** Why looking at a PC failed, as a text for the window; what nobody foresaw goes to the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof NotReadable) return { key: error.key, params: { ...error.params } };
  logError('looking at a PC failed', error);
  return { key: 'app.error.internal', params: {} };
}
