import { stateSchemas, type Place, type PlaceKind, type State } from '../../../shared/model/place';
import type { Answer } from '../../facts/fact';
import type { ImageIndex } from '../../facts/image-index';
import { firewallOwnRuleKind, firewallRuleKind } from './firewall';
import type { Json, Kind } from './kind';
import { registryValueKind } from './registry-value';
import {
  adapterPowerKind,
  groupMemberKind,
  networkCategoryKind,
  powerValueKind,
  savedCredentialKind
} from './sections';
import { serviceStartTypeKind, serviceStateKind } from './service';

const kinds: { readonly [Name in PlaceKind]: Kind<Name> } = {
  'registry-value': registryValueKind,
  'service-start-type': serviceStartTypeKind,
  'service-state': serviceStateKind,
  'firewall-rule': firewallRuleKind,
  'firewall-own-rule': firewallOwnRuleKind,
  'power-value': powerValueKind,
  'adapter-power': adapterPowerKind,
  'network-category': networkCategoryKind,
  'group-member': groupMemberKind,
  'saved-credential': savedCredentialKind
};

/** A kind whose places and states are told apart at run time: a place and a state always come as a pair. */
interface AnyKind {
  readonly now: (index: ImageIndex, place: Place) => Answer<State>;
  readonly mayBeAbsent: boolean;
  readonly same: (one: State, other: State) => boolean;
  readonly shown: (place: Place, state: State) => Json;
}
const kindOf = ({ kind }: Place): AnyKind => kinds[kind] as unknown as AnyKind;

/** What stands at a place; null where nothing does. */
export const nowAt = (index: ImageIndex, place: Place): Answer<State> => kindOf(place).now(index, place);

/** Whether absence is a state of such a place, and not the lack of what it belongs to. */
export const mayBeAbsent = (place: Place): boolean => kindOf(place).mayBeAbsent;

export const isSameState = (place: Place, one: State | null, other: State | null): boolean =>
  one === null || other === null ? one === other : kindOf(place).same(one, other);

/** A state as before and after are told; absence is null. */
export const shownState = (place: Place, state: State | null): Json =>
  state === null ? null : kindOf(place).shown(place, state);

/** A state that came from a journal or over a pipe; undefined where it is none of such a place. */
export function readState(place: Place, value: unknown): State | null | undefined {
  if (value === null) return null;
  const read = stateSchemas[place.kind].safeParse(value);
  return read.success ? read.data : undefined;
}
