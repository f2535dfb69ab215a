import { stateSchemas, type PlaceOf } from '../../../shared/model/place';
import type { ServiceEntry } from '../../../shared/model/machine-image';
import { field, isKnown, notKnown, oneOf, type Answer } from '../../facts/fact';
import { namedEntry, type ImageIndex } from '../../facts/image-index';
import { defineKind, isSameName, present } from './kind';

/** How a service begins. */
export const serviceStartTypeKind = defineKind<'service-start-type'>({
  now: (index, place) =>
    ofService(index, place, (entry) =>
      oneOf(field(entry, 'startType'), stateSchemas['service-start-type'].options)
    ),
  mayBeAbsent: false,
  same: (one, other) => one === other,
  shown: (_place, state) => state
});

/** Whether a service runs. */
export const serviceStateKind = defineKind<'service-state'>({
  now: (index, place) => ofService(index, place, (entry) => field(entry, 'state')),
  mayBeAbsent: false,
  same: isSameName,
  shown: (_place, state) => state
});

function ofService<T>(
  index: ImageIndex,
  { name }: PlaceOf<'service-start-type' | 'service-state'>,
  read: (entry: Answer<ServiceEntry>) => Answer<T>
): Answer<T> {
  const entry = namedEntry<ServiceEntry>(index, 'services', name);
  if (!isKnown(entry)) return entry;
  if (entry.value === null) return { ...entry, value: null };
  const listed = Object.keys(index.image.services ?? {}).filter((one) => isSameName(one, name));
  return listed.length > 1 ? notKnown('failed', entry.path, 'listed more than once') : present(read(entry));
}
