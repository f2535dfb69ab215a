import {
  isUnavailable,
  type MachineImage,
  type Unavailable,
  type UnavailableReason
} from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';

/** A piece of an image: what one way to Windows says to some readings. */
export type Fragment = {
  // Omit would lose the sections' own types to the index signature of an object with unknown members.
  [Section in keyof MachineImage as Section extends 'schema' ? never : Section]: MachineImage[Section];
};

/** One way to Windows for one kind of reading. Gives absence as null and failure as `unavailable`; never rejects for them. */
export type Reader<Kind extends Reading['kind']> = (
  readings: readonly Extract<Reading, { kind: Kind }>[],
  signal: AbortSignal
) => Promise<Fragment>;

/** What stands in the image where something could not be read. */
export const unavailable = (reason: UnavailableReason, detail?: string): Unavailable =>
  detail === undefined ? { unavailable: reason } : { unavailable: reason, detail };

type Json = Readonly<Record<string, unknown>>;
/** A part of an image that has members of its own. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnavailable(value);

/**
 * One image from two: objects are joined, anything else is taken from `more`. What was seen stays where `more` could not
 * see it.
 */
export function join(image: Fragment, more: Fragment): Fragment {
  return joinValues(image, more) as Fragment;
}

function joinValues(before: unknown, more: unknown): unknown {
  if (before === undefined) return more;
  if (more === undefined || isUnavailable(more)) return before;
  if (!isObject(before) || !isObject(more)) return more;
  const joined: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(more)) joined[name] = joinValues(before[name], value);
  // A key of which all was read is not partial any more, whatever a smaller reading says.
  if ('partial' in joined && (before['partial'] !== true || more['partial'] !== true))
    delete joined['partial'];
  return joined;
}
