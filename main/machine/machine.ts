import type { MachineImage } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';

/** What a door tells while it reads. */
export interface ReadProgress {
  /** Readings answered so far, of all that were asked for. */
  readonly done: number;
  readonly of: number;
}

/** The only way to a Windows PC: this one, another one, or a recording. */
export interface Machine {
  /**
   * Answers every reading in one image: with what was seen, with absence, or with why it is not known. Does not reject for
   * what the PC does; an abort leaves what was not reached as not read.
   *
   * @param onPartial gets an image whenever more is known, first before any slow way is tried
   * @throws NotReadable where the PC cannot be reached at all
   */
  readonly read: (
    readings: readonly Reading[],
    signal: AbortSignal,
    onProgress?: (progress: ReadProgress) => void,
    onPartial?: (image: MachineImage) => void
  ) => Promise<MachineImage>;
}
