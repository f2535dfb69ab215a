import type { PlaceKind, PlaceOf, StateOf } from '../../../shared/model/place';
import { WriteFailed, type Capture } from '../writing';
import { WindowsError } from './failure';
import { MissingCall } from './library';

/** What Windows' own calls do to places of one kind on this PC. Each fails with WriteFailed, or with a fault of ours. */
export interface PlaceWriter<Kind extends PlaceKind> {
  readonly capture: (place: PlaceOf<Kind>) => Promise<Capture>;
  readonly write: (place: PlaceOf<Kind>, state: StateOf<Kind> | null) => Promise<void>;
  readonly restore: (place: PlaceOf<Kind>, capture: Capture) => Promise<void>;
}

/**
 * Runs what calls Windows.
 *
 * @throws WriteFailed with `error 5` and the like for what Windows refuses, `not-supported` for what it does not have
 */
export async function orWriteFailed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WindowsError) throw new WriteFailed(error.message);
    if (error instanceof MissingCall) throw new WriteFailed('not-supported');
    throw error;
  }
}

/** What this PC cannot do to such a place. */
export function notSupported(): never {
  throw new WriteFailed('not-supported');
}

/** A capture that was taken elsewhere, or that somebody has changed. */
export function noneOfThisPlace(): never {
  throw new WriteFailed('not what was captured there');
}
