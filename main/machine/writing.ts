import type { MachineImage, Unavailable } from '../../shared/model/machine-image';
import type { Place, State } from '../../shared/model/place';
import type { Reading } from '../../shared/model/reading';

/**
 * What a place held and how it held it, in the words of the machine that was asked: enough to give it back exactly, absence
 * of a value and of its key included. JSON; only the machine that took it looks inside.
 */
export type Capture = unknown;

/** Something was not written; what is there now has to be read to be known. */
export class WriteFailed extends Error {
  override readonly name = 'WriteFailed';
  /** @param detail the system's own word, such as `error 5` */
  constructor(readonly detail: string) {
    super(detail);
  }
}

/** A write that met what a reading could meet too, in the words of a reading: `access-denied`, `blocked`, `timeout`. */
export const notWritten = ({ unavailable, detail }: Unavailable): WriteFailed =>
  new WriteFailed(typeof detail !== 'string' ? unavailable : `${unavailable}: ${detail}`);

/** A PC that can be changed: this one, or a recording of one. */
export interface WritableMachine {
  /** What there is now. Never what was read before the last write. */
  readonly look: (readings: readonly Reading[]) => Promise<MachineImage>;
  /** @throws WriteFailed where the place cannot be captured, and so not be given back */
  readonly capture: (place: Place) => Promise<Capture>;
  /**
   * The same for all places of a change, where what one holds depends on those before it being written by then, as the
   * position in a list does: given back in the other order, all is as it was.
   *
   * @throws WriteFailed
   */
  readonly captureAll?: (writes: readonly Write[]) => Promise<readonly Capture[]>;
  /**
   * Puts a state there; null takes away what is there.
   *
   * @throws WriteFailed
   */
  readonly write: (place: Place, state: State | null) => Promise<void>;
  /**
   * Gives back what `capture` found.
   *
   * @throws WriteFailed where the capture is none of this place
   */
  readonly restore: (place: Place, capture: Capture) => Promise<void>;
  /**
   * A capture for a place whose key was made by an earlier change that still stands: who takes the last of them back takes
   * the key away too.
   *
   * @param earlier captures of changes that stand, oldest first
   */
  readonly inherit: (place: Place, capture: Capture, earlier: readonly Held[]) => Capture;
}

/** A state that is to stand at a place; null: nothing. */
export interface Write {
  readonly place: Place;
  readonly to: State | null;
}

/** A capture that the journal holds. */
export interface Held {
  readonly place: Place;
  readonly capture: Capture;
}
