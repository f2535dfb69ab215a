import type { RegistryData } from '../../../shared/model/machine-image';
import { placeId, type Place, type PlaceOf, type State } from '../../../shared/model/place';
import { isSameState, nowAt, shownState } from '../../changes/kinds';
import type { Json } from '../../changes/kinds/kind';
import type { Pc } from '../../changes/pc';
import { isKnown, known, type Fact } from '../../facts/fact';

/** A value that an administrator has set, and that what a person sets on the PC cannot change. */
export interface PolicyValue {
  readonly where: string;
  readonly value: Json;
}

/** Something that may be written, and where. What no setting holds is never written. */
export interface Setting<Args extends readonly string[] = readonly string[]> {
  /** The name of its file. */
  readonly id: string;
  /** Whose it is: the person's own, or the whole PC's, which needs an administrator. */
  readonly scope: 'user' | 'machine';
  /** When a change is felt. */
  readonly takesEffect: 'at-once' | 'new-connections' | 'service-restart' | 'windows-restart';
  readonly at: (...args: Args) => Place;
  /** Whether a place is one of this setting's. A journal may hold anything. */
  readonly holds: (place: Place) => boolean;
  /** Whether a fix may write it. Undo may give back more than that: what was there. */
  readonly allowed: (state: State | null) => boolean;
  /** Whether a value protects less than what Windows ships with. */
  readonly weakerWhen: (state: State | null) => boolean;
  /** Whether what is there counts as what is wanted. */
  readonly isRight: (place: Place, now: State | null, wanted: State | null) => boolean;
  /** The policy that forbids a change; null where none does. */
  readonly policy: (pc: Pc, place: Place, wanted: State | null) => Fact<PolicyValue | null>;
}

type Optional = 'weakerWhen' | 'isRight' | 'policy';
type Definition<Args extends readonly string[]> = Omit<Setting<Args>, Optional> & Partial<Setting<Args>>;

export const defineSetting = <Args extends readonly string[]>(setting: Definition<Args>): Setting<Args> => ({
  weakerWhen: () => false,
  isRight: isSameState,
  policy: noPolicy,
  ...setting
});

/** For what no policy rules. */
export const noPolicy = (_pc: Pc, place: Place): Fact<null> => known(null, placeId(place));

type RegistryPlace = PlaceOf<'registry-value'>;

/** A value of the registry. */
export interface RegistrySetting<Args extends readonly string[]> {
  readonly id: string;
  readonly takesEffect: Setting['takesEffect'];
  readonly scope?: Setting['scope'];
  readonly weakerWhen?: Setting['weakerWhen'];
  readonly isRight?: Setting['isRight'];
  readonly key: string | ((...args: Args) => string);
  readonly value: string;
  readonly type: RegistryPlace['type'];
  /** All that a fix may write; null is taking the value away. */
  readonly writes: readonly (RegistryData[1] | null)[];
  /** The key in which a policy's value of the same name stands and wins. */
  readonly policyKey?: string;
  /** This is a policy's own value, and the only place that Windows looks at: one that is there is somebody's decision. */
  readonly isPolicy?: true;
  /** The arguments that there are; where they are not given, `argsOf` finds them. */
  readonly choices?: readonly Args[];
  /** The arguments of a place; null where it is none of this setting's. */
  readonly argsOf?: (place: RegistryPlace) => Args | null;
}

export function registrySetting<Args extends readonly string[] = []>({
  key,
  value,
  type,
  writes,
  policyKey,
  isPolicy,
  choices,
  argsOf,
  ...rest
}: RegistrySetting<Args>): Setting<Args> {
  const at = (...args: Args): RegistryPlace => ({
    kind: 'registry-value',
    key: typeof key === 'string' ? key : key(...args),
    value,
    type
  });
  const all = (choices ?? (argsOf ? [] : [[] as unknown as Args])).map((args) => at(...args));
  const isOurs = (place: RegistryPlace): boolean => {
    const args = argsOf?.(place);
    const ours = args ? [at(...args)] : all;
    return ours.some((one) => placeId(one) === placeId(place) && one.type === place.type);
  };
  return defineSetting<Args>({
    scope: 'machine',
    at,
    holds: (place) => place.kind === 'registry-value' && isOurs(place),
    allowed: (state) =>
      writes.some((data) =>
        data === null || state === null
          ? data === state
          : isSameState(at(...([] as unknown as Args)), state, [type, data] as RegistryData)
      ),
    policy: (pc, place, wanted) => {
      if (isPolicy) return differing(pc, place, wanted);
      return policyKey === undefined
        ? noPolicy(pc, place)
        : differing(pc, { kind: 'registry-value', key: policyKey, value, type }, wanted);
    },
    ...rest
  });
}

/** A value that is there and is another one than what is wanted. */
function differing(pc: Pc, place: Place, wanted: State | null): Fact<PolicyValue | null> {
  const there = nowAt(pc.index, place);
  if (!isKnown(there)) return there;
  const { value } = there;
  return value === null || isSameState(place, value, wanted)
    ? { ...there, value: null }
    : { ...there, value: { where: there.path, value: shownState(place, value) } };
}

export const dword = (value: number): RegistryData => ['REG_DWORD', value];
