import type { Unavailable } from '../../shared/model/machine-image';
import { entry, isKnown, type Answer, type Fact } from './fact';

type Seen<I> = Exclude<I, Unavailable>;

/**
 * The items of a list, each known or not for itself: where one item can decide, whatever is not known of the others.
 *
 * @param nameOf what tells an item from the others; it becomes the last part of its path
 */
export function each<I>(
  list: Answer<readonly I[]>,
  nameOf: (item: Seen<I>) => string
): Fact<readonly Fact<Seen<I>>[]> {
  if (!isKnown(list)) return list;
  const all = (list.value ?? []).map((item) => {
    const one = entry(item, list.path, list.complete) as Fact<Seen<I>>;
    return isKnown(one) ? { ...one, path: `${list.path}/${nameOf(one.value)}` } : one;
  });
  return { ...list, value: all };
}
