import { isUnavailable, type Unavailable } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { unavailable, type Fragment } from './fragment';
import { answerAt, member } from './registry-answer';

/** What an image says to one reading: null for absence, undefined where it says nothing. */
export function answerTo(image: Fragment, reading: Reading): unknown {
  switch (reading.kind) {
    case 'registry-value':
      return saidAt(answerAt(image, [reading.key, reading.value]));
    case 'registry-key':
      return saidAt(entryOf(image.registry, reading.key));
    case 'service':
      return entryOf(image.services, reading.name);
    case 'file':
      return entryOf(image.files, reading.path);
    case 'events':
      return entryOf(image.events, reading.channel);
    case 'certificates':
      return entryOf(image.certificates, reading.store);
    case 'group':
      return entryOf(image.groups, reading.sid);
    case 'right':
      return entryOf(image.rights, reading.name);
    case 'section':
      return image[reading.section];
  }
}

/** The piece of an image that says why a reading is not known. */
export function notKnown(reading: Reading, why: Unavailable): Fragment {
  switch (reading.kind) {
    case 'registry-value':
      return { registry: { [reading.key]: { values: { [reading.value]: why }, partial: true } } };
    case 'registry-key':
      return { registry: { [reading.key]: why } };
    case 'service':
      return { services: { [reading.name]: why } };
    case 'file':
      return { files: { [reading.path]: why } };
    case 'events':
      return { events: { [reading.channel]: why } };
    case 'certificates':
      return { certificates: { [reading.store]: why } };
    case 'group':
      return { groups: { [reading.sid]: why } };
    case 'right':
      return { rights: { [reading.name]: why } };
    case 'section':
      return { [reading.section]: why };
  }
}

/** The same for several readings. */
export const noneKnown = (readings: readonly Reading[], why: Unavailable): Fragment[] =>
  readings.map((reading) => notKnown(reading, why));

const entryOf = <T>(
  section: Readonly<Record<string, T>> | null | undefined | Unavailable,
  name: string
): T | undefined | Unavailable => (isUnavailable(section) ? section : member(section, name));

/** Not read is what an image says of what it does not list. */
const saidAt = (answer: unknown): unknown =>
  isUnavailable(answer) && answer.unavailable === 'not-read' && answer.detail === undefined
    ? undefined
    : answer;

/** For readings that a way never came to. */
export const notRead = unavailable('not-read');
