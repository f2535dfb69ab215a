import type { Evidence } from '../../shared/model/diagnosis';
import type { Present, Unavailable, UnavailableReason } from '../../shared/model/machine-image';

/** Something that is known of a PC, with where it stands. */
export interface Known<T> {
  readonly value: T;
  readonly source: Evidence['source'];
  /** As evidence names it: `HKLM\…\RDP-Tcp\UserAuthentication`, `services/TermService/state`. */
  readonly path: string;
  /** Whether what is not listed inside the value is known to be absent. */
  readonly complete: boolean;
}

/** Something that is not known, and why. `not-covered`: a closed image leaves the whole section out. */
export interface NotKnown {
  readonly unavailable: UnavailableReason | 'not-covered';
  /** The system's own word, such as `error 5`; empty where there is none. */
  readonly detail: string;
  readonly path: string;
}

export type Fact<T> = Known<T> | NotKnown;
/** What a reading says: null is absence, which is something known. */
export type Answer<T> = Fact<T | null>;

export const isKnown = <T>(fact: Fact<T>): fact is Known<T> => !('unavailable' in fact);

export const known = <T>(value: T, path: string, source: Evidence['source'] = 'observed'): Known<T> => ({
  value,
  source,
  path,
  complete: true
});

export const notKnown = (unavailable: NotKnown['unavailable'], path: string, detail = ''): NotKnown => ({
  unavailable,
  detail,
  path
});

/** The value under another light; what is not known stays so. */
export const map = <T, U>(fact: Fact<T>, as: (value: T) => U): Fact<U> =>
  isKnown(fact) ? { ...fact, value: as(fact.value) } : fact;

/** What stands for absence: the default of Windows. */
export const orDefault = <T>(answer: Answer<T>, byDefault: T): Fact<T> => {
  if (!isKnown(answer)) return answer;
  return answer.value === null
    ? { ...answer, value: byDefault, source: 'default' }
    : { ...answer, value: answer.value };
};

/**
 * What counts in the end: the policy's value before the local one before the default. Where the policy could not be read
 * nobody knows what counts. The path is that of the value that decides.
 */
export function effective<T>(policy: Answer<T>, local: Answer<T>, byDefault: Fact<T>): Fact<T> {
  if (!isKnown(policy)) return policy;
  if (policy.value !== null) return { ...policy, value: policy.value, source: 'policy' };
  if (!isKnown(local)) return local;
  if (local.value !== null) return { ...local, value: local.value, source: 'local' };
  return isKnown(byDefault) ? { ...byDefault, path: local.path, source: 'default' } : byDefault;
}

type Field<V> = Exclude<V, Unavailable | null | undefined>;

/** One member of an object that was read. Absent where the object itself is. */
export function field<O extends object, K extends keyof O & string>(
  of: Answer<O>,
  name: K
): Answer<Field<O[K]>> {
  if (!isKnown(of)) return of;
  const path = `${of.path}/${name}`;
  if (of.value === null) return { ...of, value: null, path };
  return entry(of.value[name], path, of.complete);
}

/** The items of a list. Not known where one of them is not: nobody can say then that something is not among them. */
export function items<I>(list: Answer<readonly I[]>): Fact<readonly Exclude<I, Unavailable>[]> {
  if (!isKnown(list)) return list;
  const all: Exclude<I, Unavailable>[] = [];
  for (const item of list.value ?? []) {
    const one = entry(item, list.path, list.complete);
    if (!isKnown(one)) return one;
    all.push(one.value as Exclude<I, Unavailable>);
  }
  return { ...list, value: all };
}

/** A word of a closed list; any other word is not understood and so not known. */
export function oneOf<T extends string>(answer: Answer<string>, words: readonly T[]): Answer<T> {
  if (!isKnown(answer)) return answer;
  if (answer.value === null) return { ...answer, value: null };
  const word = words.find((one) => one === answer.value?.toLowerCase());
  return word === undefined ? notKnown('failed', answer.path, answer.value) : { ...answer, value: word };
}

/** What stands at a place of the image, by its rule of what is missing. */
export function entry<V>(value: V, path: string, complete: boolean): Answer<Present<V>> {
  if (value === undefined) {
    return complete ? { ...known(null, path), complete } : notKnown('not-read', path);
  }
  if (value === null) return { ...known(null, path), complete };
  if (typeof value === 'object' && !Array.isArray(value) && 'unavailable' in value) {
    const { unavailable, detail } = value as unknown as Unavailable;
    return notKnown(unavailable, path, detail ?? '');
  }
  return { value: value as Present<V>, source: 'observed', path, complete };
}
