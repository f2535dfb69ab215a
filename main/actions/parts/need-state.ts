import { whereOf, type PlaceKind, type PlaceOf, type StateOf } from '../../../shared/model/place';
import { nowAt } from '../../changes/kinds';
import type { Pc } from '../../changes/pc';
import { Refused } from '../../changes/refused';
import { isKnown } from '../../facts/fact';

/** What stands at a place without which an action makes no sense. @throws Refused */
export function needState<Kind extends PlaceKind>(pc: Pc, place: PlaceOf<Kind>): StateOf<Kind> {
  const now = nowAt(pc.index, place);
  if (!isKnown(now)) throw new Refused('unreadable', now.path, now.unavailable);
  if (now.value === null) throw new Refused('not-there', whereOf(place));
  return now.value as StateOf<Kind>;
}
