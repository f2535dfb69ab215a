import { isUnavailable, type UnavailableReason } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { answerTo } from './answer-to';
import type { Fragment } from './fragment';
import { oneSpelling } from './one-spelling';
import type { Ways } from './this-pc';

export type WayName = keyof Ways;
/** In the order in which they are preferred. */
export const wayNames = ['native', 'programs', 'script'] as const satisfies readonly WayName[];

/** What one way said: that it read something, that nothing is there, why it could not; null: it does not know the reading. */
export type Said = 'read' | 'absent' | UnavailableReason | null;

/** A place where ways differ, by the path within the reading, with what each said there. */
export interface Difference {
  readonly path: string;
  readonly values: Readonly<Partial<Record<WayName, unknown>>>;
}

/** One reading, by every way that knows it. */
export interface Comparison {
  readonly reading: string;
  readonly said: Readonly<Record<WayName, Said>>;
  /** Only one way knows it and read it: nothing to compare with. */
  readonly result: 'same' | 'differs' | 'could-not' | 'one-way';
  readonly differences: readonly Difference[];
}

/**
 * Reads everything by every way that knows it, one way after the other, and compares: the doors prove each other. What
 * moves while it is looked at (clocks, idle times, new events) is left out.
 */
export async function compareWays(
  ways: Ways,
  asked: readonly Reading[],
  signal: AbortSignal,
  onWay?: (way: WayName) => void
): Promise<Comparison[]> {
  const readings = oneSpelling(asked);
  const images = new Map<WayName, Fragment>();
  for (const name of wayNames) {
    onWay?.(name);
    images.set(name, await ways[name].read(readings, signal));
  }
  return readings.map((reading) => {
    const answers = wayNames.flatMap((name) =>
      ways[name].knows(reading) ? [{ name, answer: wholeAnswer(images.get(name) ?? {}, reading) }] : []
    );
    return compare(reading, answers);
  });
}

interface Answered {
  readonly name: WayName;
  readonly answer: unknown;
}

function compare(reading: Reading, answers: readonly Answered[]): Comparison {
  const known = answers.filter(({ answer }) => answer !== undefined && !isUnavailable(answer));
  const said: Record<WayName, Said> = { native: null, programs: null, script: null };
  for (const { name, answer } of answers) said[name] = saidBy(answer);
  const [first, ...others] = known;
  const differences = first ? others.flatMap((other) => differencesOf(reading, first, other)) : [];
  const result =
    differences.length > 0
      ? 'differs'
      : known.length < answers.length || !first
        ? 'could-not'
        : others.length === 0
          ? 'one-way'
          : 'same';
  return { reading: nameOf(reading), said, result, differences };
}

function saidBy(answer: unknown): Said {
  if (answer === undefined) return 'not-read';
  if (isUnavailable(answer)) return answer.unavailable;
  return answer === null ? 'absent' : 'read';
}

/** A registry key stands with the keys below it that were asked for. */
function wholeAnswer(image: Fragment, reading: Reading): unknown {
  const answer = answerTo(image, reading);
  const { registry } = image;
  if (reading.kind !== 'registry-key' || reading.depth === 0 || isUnavailable(answer) || answer == null)
    return answer;
  if (registry == null || isUnavailable(registry)) return answer;
  const root = `${reading.key.toLowerCase()}\\`;
  const below = Object.entries(registry).filter(
    ([key]) =>
      key.toLowerCase().startsWith(root) && key.slice(root.length).split('\\').length <= reading.depth
  );
  return {
    key: answer,
    below: Object.fromEntries(below.map(([key, entry]) => [key.slice(root.length), entry]))
  };
}

/** How evidence names it. */
export function nameOf(reading: Reading): string {
  switch (reading.kind) {
    case 'registry-value':
      return `${reading.key}\\${reading.value}`;
    case 'registry-key':
      return reading.key;
    case 'service':
      return `services/${reading.name}`;
    case 'file':
      return `files/${reading.path}`;
    case 'events':
      return `events/${reading.channel}`;
    case 'certificates':
      return `certificates/${reading.store}`;
    case 'group':
      return `groups/${reading.sid}`;
    case 'right':
      return `rights/${reading.name}`;
    case 'section':
      return reading.section;
  }
}

/** What differs between two looks at the same thing although nothing is wrong; in lower case. */
const moving: ReadonlySet<string> = new Set(['utc', 'idleseconds', 'offsetseconds', 'partial']);
/** What tells the items of a list apart. */
const identities = ['record', 'thumbprint', 'sid', 'target', 'path', 'id', 'name'] as const;

function differencesOf(reading: Reading, first: Answered, other: Answered): Difference[] {
  const found: Difference[] = [];
  const differ = (path: string, one: unknown, two: unknown): void => {
    found.push({ path, values: { [first.name]: one, [other.name]: two } });
  };
  const walk = (path: string, one: unknown, two: unknown): void => {
    // What one way does not know cannot be compared.
    if (one === undefined || two === undefined || isUnavailable(one) || isUnavailable(two)) return;
    // Type and data of a registry value are one thing, in their order.
    if (isRegistryData(one) && isRegistryData(two)) {
      if (JSON.stringify(one) !== JSON.stringify(two)) differ(path, one, two);
      return;
    }
    if (Array.isArray(one) && Array.isArray(two)) return lists(path, one, two);
    if (isObject(one) && isObject(two)) members(path, one, two);
    else if (!same(one, two)) differ(path, one, two);
  };
  const members = (path: string, one: Json, two: Json): void => {
    const mine = lowerKeys(one);
    const theirs = lowerKeys(two);
    // Of a key, all values and keys below it were asked for: what one way does not list is absent to it.
    const missing = reading.kind === 'registry-key' && /(^|\/)(values|below)$/.test(path) ? null : undefined;
    for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
      if (moving.has(name)) continue;
      const value = mine.has(name) ? mine.get(name) : missing;
      walk(within(path, name), value, theirs.has(name) ? theirs.get(name) : missing);
    }
  };
  const lists = (path: string, one: readonly unknown[], two: readonly unknown[]): void => {
    const mine = byIdentity(one);
    const theirs = byIdentity(two);
    for (const [identity, item] of mine) {
      if (theirs.has(identity)) walk(within(path, identity), item, theirs.get(identity));
    }
    // Events come and go between two looks, and each way may hold a different oldest one.
    if (reading.kind === 'events') return;
    for (const [identity, item] of mine)
      if (!theirs.has(identity)) differ(within(path, identity), item, null);
    for (const [identity, item] of theirs)
      if (!mine.has(identity)) differ(within(path, identity), null, item);
  };
  walk('', first.answer, other.answer);
  return found;
}

const within = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);
type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const lowerKeys = (value: Json): Map<string, unknown> =>
  new Map(Object.entries(value).map(([name, item]) => [name.toLowerCase(), item]));

const isRegistryData = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && typeof value[0] === 'string' && value[0].startsWith('REG_');

/** Names and paths compare without case. */
const same = (one: unknown, two: unknown): boolean =>
  typeof one === 'string' && typeof two === 'string' ? one.toLowerCase() === two.toLowerCase() : one === two;

/** Items by what tells them apart; the order of a list has no meaning. Sockets that do not listen move too much. */
function byIdentity(list: readonly unknown[]): Map<string, unknown> {
  const items = new Map<string, unknown>();
  for (const item of list) {
    if (isUnavailable(item)) continue;
    if (isObject(item) && 'port' in item && item['state'] !== 'listen') continue;
    const own = identityOf(item);
    let identity = own;
    for (let n = 2; items.has(identity); n += 1) identity = `${own}#${n}`;
    items.set(identity, item);
  }
  return items;
}

function identityOf(item: unknown): string {
  if (!isObject(item)) return JSON.stringify(item)?.toLowerCase() ?? '';
  if ('port' in item)
    return [item['protocol'], item['address'], item['port']].map(String).join(' ').toLowerCase();
  const name = identities.find((one) => typeof item[one] === 'string' || typeof item[one] === 'number');
  return name === undefined ? JSON.stringify(item) : String(item[name]).toLowerCase();
}
