import type { Place, State } from '../../shared/model/place';
import type { Machine } from './machine';
import { inheritKeys, nativeWriters, type NativeWriters } from './native/writers';
import { WriteFailed, type Capture, type WritableMachine } from './writing';

/** A writer whose places and states are told apart at run time: a place and a state always come as a pair. */
interface AnyWriter {
  readonly capture: (place: Place) => Promise<Capture>;
  readonly write: (place: Place, state: State | null) => Promise<void>;
  readonly restore: (place: Place, capture: Capture) => Promise<void>;
}

/**
 * This PC, to be changed with the rights of this process: the person's own places in the app, those of the whole PC where it
 * runs as an administrator.
 *
 * @param machine what reads it
 */
export function thisPcWriting(machine: Machine, writers: NativeWriters = nativeWriters): WritableMachine {
  // Refused as a rejection, where a refusal of Windows would be met.
  const by = async <T>(place: Place, work: (writer: AnyWriter) => Promise<T>): Promise<T> =>
    work(writerOf(writers, place));
  return {
    look: (readings) => machine.read(readings, new AbortController().signal),
    capture: (place) => by(place, (writer) => writer.capture(place)),
    write: (place, state) => by(place, (writer) => writer.write(place, state)),
    restore: (place, capture) => by(place, (writer) => writer.restore(place, capture)),
    inherit: (place, capture, earlier) =>
      place.kind === 'registry-value' ? inheritKeys(place, capture, earlier) : capture
  };
}

/** @throws WriteFailed for what Windows' own calls do not write */
function writerOf(writers: NativeWriters, { kind }: Place): AnyWriter {
  const writer = Object.entries(writers).find(([name]) => name === kind)?.[1];
  if (writer === undefined) throw new WriteFailed('not-supported');
  return writer as unknown as AnyWriter;
}
