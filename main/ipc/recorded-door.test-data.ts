import type { MachineImage } from '../../shared/model/machine-image';
import { NotReadable, type Door } from '../machine/door';

// Doors for tests: a recording in the place of this PC.

/** A PC that does not run Windows. */
export const noDoor: Door = {
  open: () => {
    throw new NotReadable('cli.this-pc.not-windows');
  }
};

interface RecordedDoor extends Door {
  /** How many of the opened PCs were closed again. */
  readonly closed: () => number;
  /** What was asked for, by reading. */
  readonly asked: () => readonly string[];
}

/**
 * A PC that answers with a recording.
 *
 * @param endless it never gets to its end, and gives what it has when it is stopped
 */
export function recordedDoor(image: MachineImage, { endless = false } = {}): RecordedDoor {
  let closed = 0;
  let asked: readonly string[] = [];
  return {
    closed: () => closed,
    asked: () => asked,
    open: () => ({
      read: async (readings, signal, onProgress, onPartial) => {
        asked = readings.map((reading) => (reading.kind === 'section' ? reading.section : reading.kind));
        onProgress?.({ done: 0, of: readings.length });
        onPartial?.(image);
        if (endless) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        onProgress?.({ done: readings.length, of: readings.length });
        return image;
      },
      close: () => {
        closed += 1;
        return Promise.resolve();
      }
    })
  };
}
