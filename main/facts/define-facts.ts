import type {
  CertificateEntry,
  EventEntry,
  FileEntry,
  MachineImage,
  Present,
  RegistryData,
  ServiceEntry
} from '../../shared/model/machine-image';
import type { Reading, SectionName } from '../../shared/model/reading';
import { isKnown, items, notKnown, type Answer, type Fact } from './fact';
import {
  namedEntry,
  registryValue,
  registryView,
  section as sectionOf,
  type Depth,
  type ImageIndex,
  type KeyView
} from './image-index';

/** A reading together with how its answer is taken from an image. */
export interface Source<T> {
  readonly reading: Reading;
  readonly from: (index: ImageIndex) => T;
}

/** Derives another group from the same PC. */
type Of = <Facts>(group: FactGroup<Facts>) => Facts;

/** What is read for one subject, and what it means. The only place that knows the meaning. */
export interface FactGroup<Facts> {
  /** The name of its file. */
  readonly id: string;
  readonly readings: readonly Reading[];
  readonly derive: (index: ImageIndex, of: Of) => Facts;
}

type Answers<Sources> = { readonly [K in keyof Sources]: Sources[K] extends Source<infer T> ? T : never };

/** A fact group: it sees the answers to its own readings, by name, and nothing else of the image. */
export function defineFacts<Sources extends Readonly<Record<string, Source<unknown>>>, Facts>(group: {
  readonly id: string;
  readonly readings: Sources;
  readonly derive: (answers: Answers<Sources>, of: Of) => Facts;
}): FactGroup<Facts> {
  return {
    id: group.id,
    readings: Object.values(group.readings).map(({ reading }) => reading),
    derive: (index, of) => {
      const answers = Object.fromEntries(
        Object.entries(group.readings).map(([name, source]) => [name, source.from(index)])
      );
      return group.derive(answers as Answers<Sources>, of);
    }
  };
}

/** A value's data when it has one of the expected types; any other type is not known, never guessed at. */
function typed<T>(key: string, value: string, types: readonly RegistryData[0][]): Source<Answer<T>> {
  return {
    reading: { kind: 'registry-value', key, value },
    from: (index) => {
      const answer = registryValue(index, key, value);
      if (!isKnown(answer)) return answer;
      const source = /^HK(LM|CU)\\software\\policies\\/i.test(key) ? 'policy' : 'local';
      if (answer.value === null) return { ...answer, value: null, source: 'default' };
      const [type, data] = answer.value;
      if (!types.includes(type))
        return notKnown('failed', answer.path, `${type} where ${types.join(' or ')} is expected`);
      return { ...answer, value: data as unknown as T, source };
    }
  };
}

/** A REG_DWORD. */
export const dword = (key: string, value: string): Source<Answer<number>> => typed(key, value, ['REG_DWORD']);
/** A REG_SZ or REG_EXPAND_SZ, as stored. */
export const string = (key: string, value: string): Source<Answer<string>> =>
  typed(key, value, ['REG_SZ', 'REG_EXPAND_SZ']);
/** A REG_BINARY, as lower-case hex. */
export const binary = (key: string, value: string): Source<Answer<string>> => {
  const source = typed<string>(key, value, ['REG_BINARY']);
  return {
    ...source,
    from: (index) => {
      const answer = source.from(index);
      return isKnown(answer) ? { ...answer, value: answer.value?.toLowerCase() ?? null } : answer;
    }
  };
};

/** All of a key; with `depth` also of the keys below it, that many levels down. */
export const key = (path: string, depth: Depth = 0): Source<Answer<KeyView>> => ({
  reading: { kind: 'registry-key', key: path, depth },
  from: (index) => registryView(index, path, depth)
});

export const service = (name: string): Source<Answer<ServiceEntry>> => ({
  reading: { kind: 'service', name },
  from: (index) => namedEntry(index, 'services', name)
});

export const file = (path: string): Source<Answer<FileEntry>> => ({
  reading: { kind: 'file', path },
  from: (index) => namedEntry(index, 'files', path)
});

/**
 * The events of a channel that have one of the ids, newest first. A channel that is not there has none.
 *
 * @param newest how many are asked for; the channel may hold more
 */
export const events = (
  channel: string,
  ids: readonly number[],
  newest: number,
  providers: readonly string[] = []
): Source<Answer<readonly EventEntry[]>> => ({
  reading: { kind: 'events', channel, ids, providers, newest },
  from: (index) => {
    const list = items(namedEntry<EventEntry[]>(index, 'events', channel));
    if (!isKnown(list)) return list;
    if (!index.named('events').get(channel.toLowerCase())) return { ...list, value: null };
    const wanted = list.value.filter(
      ({ id, provider }) =>
        ids.includes(id) &&
        (providers.length === 0 ||
          provider === undefined ||
          providers.some((one) => one.toLowerCase() === provider.toLowerCase()))
    );
    const newestFirst = wanted.sort(
      (a, b) =>
        Date.parse(b.at) - Date.parse(a.at) ||
        (typeof b.record === 'number' && typeof a.record === 'number' ? b.record - a.record : 0)
    );
    return { ...list, value: newestFirst };
  }
});

/**
 * The oldest event that is there of a channel, whatever it is about; null where the channel has none. What happened before
 * it is not in the log, so that its absence proves nothing.
 *
 * @param of the events asked for of that channel. It needs no reading of its own: a reader adds the oldest event by itself
 */
export const oldestEvent = (
  channel: string,
  of: Source<Answer<readonly EventEntry[]>>
): Source<Answer<EventEntry>> => ({
  reading: of.reading,
  from: (index) => {
    const list = items(namedEntry<EventEntry[]>(index, 'events', channel));
    if (!isKnown(list)) return list;
    const oldest = list.value.reduce<EventEntry | null>(
      (found, event) => (found !== null && Date.parse(found.at) <= Date.parse(event.at) ? found : event),
      null
    );
    return { ...list, value: oldest };
  }
});

/** A certificate store, such as `LocalMachine\Remote Desktop`. */
export const certificates = (store: string): Source<Fact<readonly CertificateEntry[]>> => ({
  reading: { kind: 'certificates', store },
  from: (index) => items(namedEntry<CertificateEntry[]>(index, 'certificates', store))
});

/** SIDs that a user right is given to; none where the right is not assigned. */
export const right = (name: string): Source<Fact<readonly string[]>> => ({
  reading: { kind: 'right', name },
  from: (index) => items(namedEntry<string[]>(index, 'rights', name))
});

/** A whole section of the image. */
export const section = <Name extends SectionName>(
  name: Name
): Source<Answer<Present<MachineImage[Name]>>> => ({
  reading: { kind: 'section', section: name },
  from: (index) => sectionOf(index, name) as Answer<Present<MachineImage[Name]>>
});
