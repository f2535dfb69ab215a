import { isUnavailable } from '../../shared/model/machine-image';
import { isObject, join, type Fragment } from './fragment';

/**
 * An image with its gaps filled from another: what it knows stays, absence included; what it does not know is taken from
 * `more`. Of two reasons why something is not known the first stays, unless it is merely that nobody came to it.
 */
export function fill(image: Fragment, more: Fragment): Fragment {
  return fillValue(image, more) as Fragment;
}

function fillValue(known: unknown, more: unknown): unknown {
  if (known === undefined) return more;
  if (isUnavailable(known)) {
    const isBetter = more !== undefined && (!isUnavailable(more) || known.unavailable === 'not-read');
    return isBetter ? more : known;
  }
  if (!isObject(known) || !isObject(more)) return known;
  // Joined the other way round, so that what is known lies on top, and a key of which all was read is whole.
  const filled: Record<string, unknown> = { ...(join(more, known) as Readonly<Record<string, unknown>>) };
  for (const [name, value] of Object.entries(known))
    if (name !== 'partial') filled[name] = fillValue(value, more[name]);
  return filled;
}
