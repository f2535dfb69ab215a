import { isUnavailable, machineImageSchema } from '../../shared/model/machine-image';
import { unavailable, type Fragment } from './fragment';

const schema = 'reconnect.machine/1';
const isSound = (fragment: Fragment): boolean =>
  machineImageSchema.safeParse({ ...fragment, schema }).success;
const wrong = unavailable('failed', 'not in the form of a machine image');

/**
 * A fragment that an image can hold: an entry in a wrong form says so instead, and does not take all others with it when
 * the image is read again.
 */
export function sound(fragment: Fragment): Fragment {
  if (isSound(fragment)) return fragment;
  return Object.fromEntries(
    Object.entries(fragment).map(([name, section]) => [name, soundSection(name, section)])
  );
}

function soundSection(name: string, section: unknown): unknown {
  if (isSound({ [name]: section })) return section;
  if (typeof section !== 'object' || section === null || isUnavailable(section)) return wrong;
  const keep = (entry: unknown, alone: unknown): unknown => (isSound({ [name]: alone }) ? entry : wrong);
  const repaired: unknown = Array.isArray(section)
    ? section.map((item: unknown) => keep(item, [item]))
    : Object.fromEntries(
        Object.entries(section as Readonly<Record<string, unknown>>).map(([key, entry]) => [
          key,
          keep(entry, { [key]: entry })
        ])
      );
  return isSound({ [name]: repaired }) ? repaired : wrong;
}
