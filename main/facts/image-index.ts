import {
  isUnavailable,
  type MachineImage,
  type RegistryData,
  type RegistryKeyEntry
} from '../../shared/model/machine-image';
import type { SectionName } from '../../shared/model/reading';
import { entry, isKnown, known, notKnown, type Answer, type Fact } from './fact';

/** Sections whose entries have names. */
export type NamedSection =
  'registry' | 'services' | 'files' | 'events' | 'certificates' | 'groups' | 'rights';

/** A machine image made ready to be asked: names compare without case, as Windows compares them. */
export interface ImageIndex {
  readonly image: MachineImage;
  readonly closed: boolean;
  /** Entries of a section by name in lower case. */
  readonly named: (section: NamedSection) => ReadonlyMap<string, unknown>;
}

export function indexImage(image: MachineImage): ImageIndex {
  const maps = new Map<NamedSection, ReadonlyMap<string, unknown>>();
  return {
    image,
    closed: image.closed === true,
    named: (section) => {
      const made = maps.get(section) ?? lowerCased(image[section] ?? {});
      maps.set(section, made);
      return made;
    }
  };
}

/** Names that differ by case alone are one name to Windows: what they hold is joined. */
function lowerCased(entries: object): Map<string, unknown> {
  const map = new Map<string, unknown>();
  for (const [name, value] of Object.entries(entries)) {
    const key = name.toLowerCase();
    map.set(key, map.has(key) ? joined(map.get(key), value) : value);
  }
  return map;
}

/** What was seen stands before absence and before what could not be read. */
function joined(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return [...(one as unknown[]), ...(other as unknown[])];
  if (!isPlain(one) || isUnavailable(one)) return other ?? one;
  if (!isPlain(other) || isUnavailable(other)) return one;
  const all = new Map(Object.entries(one));
  for (const [name, value] of Object.entries(other))
    all.set(name, all.has(name) ? joined(all.get(name), value) : value);
  return Object.fromEntries(all);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole section. One that a closed image leaves out is not covered: its checks do not apply. */
export function section<Name extends SectionName | NamedSection>(
  index: ImageIndex,
  name: Name
): Answer<NonNullable<MachineImage[Name]>> {
  const value: unknown = index.image[name];
  if (value === undefined) return notKnown(index.closed ? 'not-covered' : 'not-read', name);
  const answer: Answer<unknown> = entry(value, name, index.closed);
  return answer as Answer<NonNullable<MachineImage[Name]>>;
}

/** One entry of a section by its name. */
export function namedEntry<T>(index: ImageIndex, name: NamedSection, key: string): Answer<T> {
  const whole = section(index, name);
  const path = `${name}/${key}`;
  if (!isKnown(whole)) return { ...whole, path };
  return entry(index.named(name).get(key.toLowerCase()), path, index.closed) as Answer<T>;
}

/** A registry key with its values, by the nearest listed ancestor where it is not listed itself. */
export function registryKey(index: ImageIndex, key: string): Answer<RegistryKeyEntry> {
  const whole = section(index, 'registry');
  if (!isKnown(whole)) return { ...whole, path: key };
  const keys = index.named('registry');
  if (keys.has(key.toLowerCase()))
    return entry(keys.get(key.toLowerCase()), key, index.closed) as Answer<RegistryKeyEntry>;
  for (let end = key.lastIndexOf('\\'); end > 0; end = key.lastIndexOf('\\', end - 1)) {
    const parent = key.slice(0, end).toLowerCase();
    if (!keys.has(parent)) continue;
    const above = entry(keys.get(parent), key, index.closed) as Answer<RegistryKeyEntry>;
    if (!isKnown(above) || above.value === null) return above;
    const child = key.slice(end + 1).split('\\', 1)[0] ?? '';
    const { subkeys } = above.value;
    const isListed = subkeys?.some((name) => name.toLowerCase() === child.toLowerCase());
    // A list of subkeys is whole: what is not in it is not there. What is in it, and was not looked into, is not known.
    if (subkeys && isListed === false) return known(null, key);
    break;
  }
  return index.closed ? known(null, key) : notKnown('not-read', key);
}

/** One value of a key, with its type. */
export function registryValue(index: ImageIndex, key: string, name: string): Answer<RegistryData> {
  const path = `${key}\\${name}`;
  const found = registryKey(index, key);
  if (!isKnown(found) || found.value === null) return { ...found, path } as Answer<RegistryData>;
  const all = Object.entries(found.value.values ?? {});
  const [, value] = all.find(([one]) => one.toLowerCase() === name.toLowerCase()) ?? [];
  return entry<typeof value>(value, path, index.closed && found.value.partial !== true);
}

/** A key as a list of what is in it. */
export interface KeyView {
  /** Last part of the path. */
  readonly name: string;
  readonly path: string;
  readonly values: Fact<readonly { readonly name: string; readonly data: RegistryData }[]>;
  readonly subkeys: Fact<readonly KeyView[]>;
}

/** How far down a key is looked into: not below it, or one level. */
export type Depth = 0 | 1;

/** All that is in a key: absent, or its values and subkeys as far as they were read. */
export function registryView(index: ImageIndex, key: string, depth: Depth): Answer<KeyView> {
  const found = registryKey(index, key);
  if (isKnown(found) && found.value !== null)
    return { ...found, value: viewOf(index, key, found.value, depth) };
  // Nothing can be in a key that is not there: what is listed below it says that it is.
  return isKnown(found) && listedBelow(index, key).size > 0
    ? known(viewOf(index, key, {}, depth), key)
    : (found as Answer<KeyView>);
}

const viewOf = (index: ImageIndex, key: string, of: RegistryKeyEntry, depth: Depth): KeyView => ({
  name: key.slice(key.lastIndexOf('\\') + 1),
  path: key,
  values: valuesOf(key, of),
  subkeys: depth === 0 ? notKnown('not-read', key) : subkeysOf(index, key, of)
});

function valuesOf(key: string, { values, partial }: RegistryKeyEntry): KeyView['values'] {
  if (partial === true) return notKnown('not-read', key);
  const list: { name: string; data: RegistryData }[] = [];
  for (const [name, value] of Object.entries(values ?? {})) {
    const data = entry<typeof value>(value, `${key}\\${name}`, true);
    if (!isKnown(data)) return data;
    if (data.value !== null) list.push({ name, data: data.value });
  }
  return known(list, key, 'local');
}

function subkeysOf(index: ImageIndex, key: string, { subkeys }: RegistryKeyEntry): KeyView['subkeys'] {
  const names = new Map((subkeys ?? []).map((name) => [name.toLowerCase(), name]));
  for (const name of listedBelow(index, key)) if (!names.has(name)) names.set(name, name);
  if (!subkeys && !index.closed) return notKnown('not-read', key);
  const views: KeyView[] = [];
  for (const name of names.values()) {
    const path = `${key}\\${name}`;
    const found = entry(
      index.named('registry').get(path.toLowerCase()),
      path,
      index.closed
    ) as Answer<RegistryKeyEntry>;
    if (!isKnown(found)) return found;
    // Listed by name alone: it is there, and a closed image says that nothing is in it.
    views.push(viewOf(index, path, found.value ?? {}, 0));
  }
  return known(views, key, 'local');
}

/** Names, in lower case, of the keys right below a key of which the image lists anything. */
function listedBelow(index: ImageIndex, key: string): Set<string> {
  const prefix = `${key.toLowerCase()}\\`;
  const names = new Set<string>();
  for (const [path, value] of index.named('registry')) {
    if (value === null || !path.startsWith(prefix)) continue;
    const end = path.indexOf('\\', prefix.length);
    names.add(end < 0 ? path.slice(prefix.length) : path.slice(prefix.length, end));
  }
  return names;
}
