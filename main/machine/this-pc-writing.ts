import { placeSchema, stateSchemas, type Place, type PlaceKind, type State } from '../../shared/model/place';
import type { Machine } from './machine';
import type { PlaceWriter } from './native/place-writer';
import { inheritKeys, nativeWriters } from './native/writers';
import { inheritPowerKeys, powerWriter } from './programs/write-power';
import type { RunProgram } from './programs/run';
import { scriptWriters } from './powershell/write-by-script';
import type { ScriptSession } from './powershell/session';
import { adapterPowerWriter } from './write-adapter-power';
import { WriteFailed, type Capture, type WritableMachine } from './writing';

/** What writes the places of this PC, by kind; a kind without one cannot be written. */
export type PlaceWriters = { readonly [Kind in PlaceKind]?: PlaceWriter<Kind> };

/** The ways to Windows through which a PC is changed, beside its own calls. */
export interface WritingWays {
  /** Has loaded the writing half of the script. */
  readonly session: Pick<ScriptSession, 'ask'>;
  readonly run: RunProgram;
  /** What reads the same PC: some places are found by reading first. */
  readonly machine: Pick<Machine, 'read'>;
}

/** A writer for each kind: native calls, then Windows' own programs, then the script. */
export function windowsWriters({ session, run, machine }: WritingWays): Required<PlaceWriters> {
  const registry = nativeWriters['registry-value'];
  return {
    ...nativeWriters,
    ...scriptWriters(session),
    'power-value': powerWriter({ machine, run, registry }),
    'adapter-power': adapterPowerWriter({ machine, registry })
  };
}

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
export function thisPcWriting(machine: Machine, writers: PlaceWriters = nativeWriters): WritableMachine {
  // Refused as a rejection, where a refusal of Windows would be met.
  const by = async <T>(place: Place, work: (writer: AnyWriter) => Promise<T>): Promise<T> =>
    work(writerOf(writers, place));
  return {
    look: (readings) => machine.read(readings, new AbortController().signal),
    capture: (place) => by(place, (writer) => writer.capture(place)),
    write: (place, state) => by(place, (writer) => writer.write(place, checked(place, state))),
    restore: (place, capture) => by(place, (writer) => writer.restore(place, capture)),
    inherit: (place, capture, earlier) => {
      if (place.kind === 'registry-value') return inheritKeys(place, capture, earlier);
      return place.kind === 'power-value' ? inheritPowerKeys(place, capture, earlier) : capture;
    }
  };
}

/** @throws WriteFailed for what is no place, and for what nothing here writes */
function writerOf(writers: PlaceWriters, place: Place): AnyWriter {
  // It may have come from a journal or over a pipe.
  const { data } = placeSchema.safeParse(place);
  const writer = Object.entries(writers).find(([name]) => name === data?.kind)?.[1];
  if (writer === undefined) throw new WriteFailed('not-supported');
  return writer as unknown as AnyWriter;
}

/** @throws WriteFailed for what cannot stand at such a place */
function checked(place: Place, state: State | null): State | null {
  if (state === null) return null;
  const { data } = stateSchemas[place.kind].safeParse(state);
  if (data === undefined) throw new WriteFailed('not-supported');
  return data;
}
