import type { Evidence } from '../../../shared/model/diagnosis';
import type { PlaceKind, PlaceOf, StateOf } from '../../../shared/model/place';
import { isKnown, notKnown, type Answer, type Fact } from '../../facts/fact';
import type { ImageIndex } from '../../facts/image-index';

export type Json = Evidence['value'];

/** How places of one kind are read, compared and told. */
export interface Kind<Name extends PlaceKind> {
  /** What stands there; null where nothing does. */
  readonly now: (index: ImageIndex, place: PlaceOf<Name>) => Answer<StateOf<Name>>;
  /**
   * Whether absence is something that can be set. Where it is not, what is absent is something that this PC does not have:
   * a service, a power setting.
   */
  readonly mayBeAbsent: boolean;
  readonly same: (one: StateOf<Name>, other: StateOf<Name>) => boolean;
  /** The state as before and after are told. */
  readonly shown: (place: PlaceOf<Name>, state: StateOf<Name>) => Json;
}

export const defineKind = <Name extends PlaceKind>(kind: Kind<Name>): Kind<Name> => kind;

export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The same names, in any order. */
export const isSameSet = (one: readonly string[], other: readonly string[]): boolean => {
  const [a, b] = [one, other].map((list) => new Set(list.map((word) => word.toLowerCase())));
  return a !== undefined && b !== undefined && a.size === b.size && [...a].every((word) => b.has(word));
};

/** What must have a value where the thing itself is there: without one nobody knows what stands there. */
export const present = <T>(answer: Answer<T>): Fact<T> => {
  if (!isKnown(answer)) return answer;
  return answer.value === null
    ? notKnown('failed', answer.path, 'absent')
    : { ...answer, value: answer.value };
};
