import { z } from 'zod';
import type { PlaceOf } from '../../../shared/model/place';
import type { Capture, Held } from '../writing';
import { noneOfThisPlace } from './place-writer';

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);

const schema = z.strictObject({
  kind: z.literal('registry-value'),
  /** Null where there was no such value. */
  value: z.strictObject({ type: z.number().int().min(0).max(0xffff_ffff), data: hex }).nullable(),
  /** Keys that were not there, each by its whole path. Given back, they go again when nothing else is in them. */
  absentKeys: z.array(z.string().max(1024)).max(512)
});
/** What stood in one value of a key: its type and bytes, and which keys on the way to it were not there. */
export type RegistryCapture = z.infer<typeof schema>;

/** The key and all above it, deepest first, without the root. */
export function keysDownTo(path: string): string[] {
  const names = path.split('\\');
  return names.slice(1).map((_, above) => names.slice(0, names.length - above).join('\\'));
}

/** @throws WriteFailed where the capture is none of a value of this key */
export function registryCaptureOf(place: PlaceOf<'registry-value'>, capture: Capture): RegistryCapture {
  const { data } = schema.safeParse(capture);
  // A forged capture must not take away other keys than those on the way to its value.
  return data && data.absentKeys.every((key) => isOnTheWay(key, place.key)) ? data : noneOfThisPlace();
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const isOnTheWay = (key: string, to: string): boolean => keysDownTo(to).some((one) => isSame(one, key));

/**
 * A capture that also takes away the keys on the way to its value that earlier changes made and that still stand: the last
 * change that is taken back finds them empty, whichever that is.
 */
export function inheritKeys(
  place: PlaceOf<'registry-value'>,
  capture: Capture,
  earlier: readonly Held[]
): RegistryCapture {
  const own = registryCaptureOf(place, capture);
  const made = earlier.flatMap((held) =>
    held.place.kind === 'registry-value' ? (schema.safeParse(held.capture).data?.absentKeys ?? []) : []
  );
  const all = [...own.absentKeys, ...made];
  return { ...own, absentKeys: keysDownTo(place.key).filter((key) => all.some((one) => isSame(one, key))) };
}
