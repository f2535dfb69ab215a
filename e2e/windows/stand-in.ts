import { isKnown } from '../../main/facts/fact';
import { indexImage, namedEntry, type ImageIndex } from '../../main/facts/image-index';
import { nativeReaders } from '../../main/machine/native';
import { notKnown } from '../../main/machine/answer-to';
import { join, unavailable, type Fragment } from '../../main/machine/fragment';
import { thisPc, type Ways } from '../../main/machine/this-pc';
import { way, wayOfOne } from '../../main/machine/way';
import { isUnavailable, type MachineImage } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { canBeThere, said } from './can-be-there';

/**
 * Stands in every answer in which a recording took the place of Windows. Nothing of the release holds it: the lane looks
 * for it there.
 */
export const standInMark = 'reconnect stand-in: recorded, not read';

/** What a recording answered in place of Windows. */
export interface StandInLabel {
  readonly mark: typeof standInMark;
  /** Sections of the image, and registry keys, services and stores that the recording could not read either. */
  readonly answered: readonly string[];
}

/**
 * This PC, read as the app reads it, where Wine can answer; what Wine lacks or only pretends to know comes from a
 * recording. Registry, services, certificates and credentials are Windows' own, as far as the recording knows them: it has
 * been put there before.
 */
export async function readWithStandIn(
  recording: MachineImage,
  readings: readonly Reading[],
  signal: AbortSignal
): Promise<{ image: MachineImage; standIn: StandInLabel }> {
  const index = indexImage(recording);
  const answered = new Set<string>(['services/*/processId']);
  const { file: _, sections, ...entries } = nativeReaders;
  const native = way({ ...entries, sections: { credentials: sections.credentials } });
  const ways: Ways = {
    native: { ...native, knows: (reading) => native.knows(reading) && canBeThere(index, reading) },
    programs: wayOfOne(
      (some) => {
        for (const reading of some) answered.add(placeOf(reading));
        return Promise.resolve(some.map((reading) => answerOf(index, reading)).reduce(join, {}));
      },
      (reading) => !(native.knows(reading) && canBeThere(index, reading))
    ),
    script: wayOfOne(
      () => Promise.resolve({}),
      () => false
    )
  };
  const read = await thisPc(ways).read(readings, signal);
  return {
    image: asRecorded(read, recording),
    standIn: { mark: standInMark, answered: [...answered].sort() }
  };
}

/** The piece of an image that answers a reading as the recording does. */
function answerOf(index: ImageIndex, reading: Reading): Fragment {
  const answer = said(index, reading);
  if (!isKnown(answer)) {
    return answer.unavailable === 'not-covered'
      ? {}
      : notKnown(reading, unavailable(answer.unavailable, answer.detail));
  }
  const value = answer.value as never;
  switch (reading.kind) {
    case 'file':
      return { files: { [reading.path]: value } };
    case 'events':
      return { events: { [reading.channel]: value } };
    case 'group':
      return { groups: { [reading.sid]: value } };
    case 'right':
      return { rights: { [reading.name]: value } };
    case 'section':
      return { [reading.section]: value };
    case 'service':
      return { services: { [reading.name]: value } };
    case 'certificates':
      return { certificates: { [reading.store]: value } };
    default:
      throw new Error(`no recording stands in for a known ${reading.kind}`);
  }
}

/** What the label calls the place of a reading. */
export const placeOf = (reading: Reading): string => {
  switch (reading.kind) {
    case 'section':
      return reading.section;
    case 'registry-value':
      return `${reading.key}\\${reading.value}`;
    case 'registry-key':
      // A key and a value may have the same name.
      return `${reading.key}\\`;
    case 'service':
      return `services/${reading.name}`;
    case 'certificates':
      return `certificates/${reading.store}`;
    default:
      return { file: 'files', events: 'events', group: 'groups', right: 'rights' }[reading.kind];
  }
};

/**
 * What only the recording can say of the whole: that what is not listed is absent, which sections it leaves out, when it
 * was, and the process ids that its other sections name.
 */
function asRecorded(read: MachineImage, recording: MachineImage): MachineImage {
  const closed = recording.closed === true;
  const isLeftOut = (name: string): boolean =>
    closed && recording[name] === undefined && isUnavailable(read[name]);
  const kept = Object.fromEntries(Object.entries(read).filter(([name]) => !isLeftOut(name)));
  const services = Object.entries(read.services ?? {}).map(([name, service]) => {
    const recorded = namedEntry<{ processId?: number }>(indexImage(recording), 'services', name);
    const isWhole = service !== null && typeof service === 'object' && !isUnavailable(service);
    if (!isWhole || !isKnown(recorded) || recorded.value === null) return [name, service];
    return [name, { ...service, processId: recorded.value.processId }];
  });
  const { clock } = recording;
  return {
    ...kept,
    schema: read.schema,
    closed,
    ...(recording.takenAt === undefined ? {} : { takenAt: recording.takenAt }),
    ...(clock === undefined ? {} : { clock }),
    ...(read.services === undefined
      ? {}
      : { services: Object.fromEntries(services) as MachineImage['services'] })
  };
}
