import { isUnavailable, type RegistryData, type Unavailable } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { unavailable, type Fragment, type Reader } from './fragment';

/** The place of a registry value: its key and its name. */
export type Place = readonly [key: string, value: string];
/** What a reading found at a place: its data, null where nothing is, or why that is not known. */
export type Answer<T = RegistryData> = T | null | Unavailable;

/** Reads the values at some places in one go, for sections that are made of registry values. */
export async function readPlaces<Name extends string>(
  registry: Reader<'registry-value'>,
  places: Readonly<Record<Name, Place>>,
  signal: AbortSignal
): Promise<Readonly<Record<Name, Answer>>> {
  const names = Object.keys(places) as Name[];
  const readings = names.map((name): Extract<Reading, { kind: 'registry-value' }> => {
    const [key, value] = places[name];
    return { kind: 'registry-value', key, value };
  });
  const fragment = await registry(readings, signal);
  return Object.fromEntries(names.map((name) => [name, answerAt(fragment, places[name])])) as Record<
    Name,
    Answer
  >;
}

/** What a fragment says about one place. Names compare without case. */
export function answerAt({ registry }: Fragment, [key, value]: Place): Answer {
  if (isUnavailable(registry)) return registry;
  const entry = member(registry, key);
  if (entry === undefined) return unavailable('not-read');
  if (entry === null || isUnavailable(entry)) return entry;
  const data = member(entry.values, value);
  if (data !== undefined) return data;
  // A key of which all was read has only what is listed.
  return entry.partial === true ? unavailable('not-read') : null;
}

/** The member of that name, whatever its case; undefined where there is none. */
export function member<T>(
  object: Readonly<Record<string, T>> | null | undefined | Unavailable,
  name: string
): T | undefined {
  if (object == null || isUnavailable(object)) return undefined;
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const found = Object.keys(object).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : object[found];
}

/** A number from an answer; a value of another type is no number. */
export function asNumber(answer: Answer): Answer<number> {
  if (answer === null || isUnavailable(answer)) return answer;
  const [type, data] = answer;
  return type === 'REG_DWORD' ? data : unavailable('failed', `${type} where a number belongs`);
}

/** A text from an answer, as it is stored. */
export function asText(answer: Answer): Answer<string> {
  if (answer === null || isUnavailable(answer)) return answer;
  const [type, data] = answer;
  return type === 'REG_SZ' || type === 'REG_EXPAND_SZ'
    ? data
    : unavailable('failed', `${type} where a text belongs`);
}
