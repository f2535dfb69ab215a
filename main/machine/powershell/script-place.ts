import { z } from 'zod';
import type { PlaceKind, PlaceOf } from '../../../shared/model/place';
import { noneOfThisPlace, notSupported } from '../native/place-writer';
import { WriteFailed, type Capture } from '../writing';

/** One place of this PC, written by the script: what it is asked are the fields of one line, always data. */
export interface Work {
  readonly capture: (...fields: readonly string[]) => Promise<unknown>;
  readonly write: (...fields: readonly string[]) => Promise<void>;
}

/** A capture as the journal keeps it: what the script said of a place, with the place. */
const envelope = z.strictObject({ kind: z.string(), at: z.string(), held: z.unknown() });

/** Captures of one kind, checked by one schema before the journal and after it. */
export interface Kept<Kind extends PlaceKind, Held> {
  /** @throws WriteFailed */
  readonly capture: (work: Work, place: PlaceOf<Kind>) => Promise<Capture>;
  /** @throws WriteFailed where the capture is none of this place */
  readonly held: (place: PlaceOf<Kind>, capture: Capture) => Held;
}

/** @param at what names a place of this kind to the script */
export function kept<Kind extends PlaceKind, Held>(
  kind: Kind,
  schema: z.ZodType<Held>,
  at: (place: PlaceOf<Kind>) => readonly string[]
): Kept<Kind, Held> {
  const nameOf = (place: PlaceOf<Kind>): string => at(place).join(' ').toLowerCase();
  return {
    capture: async (work, place) => {
      const said = schema.safeParse(await work.capture(kind, ...at(place)));
      if (!said.success) throw new WriteFailed('failed: the answer of PowerShell is none of this place');
      return { kind, at: nameOf(place), held: said.data };
    },
    held: (place, capture) => {
      const { data } = envelope.safeParse(capture);
      const held = schema.safeParse(data?.held);
      return data?.kind === kind && data.at === nameOf(place) && held.success ? held.data : noneOfThisPlace();
    }
  };
}

/** A word's number; what has none is not written. */
export function numberOf(numbers: Readonly<Record<string, number>>, word: string): string {
  const number = Object.hasOwn(numbers, word) ? numbers[word] : undefined;
  return String(number ?? notSupported());
}

/** As the script takes yes and no. */
export const bit = (is: boolean): string => (is ? '1' : '0');
