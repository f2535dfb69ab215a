import { z } from 'zod';
import { ownRuleName, type Place, type PlaceOf, type State, type StateOf } from '../../shared/model/place';
import { WriteFailed, type Capture, type Held } from './writing';
import {
  copyOf,
  isMembers,
  memberOf,
  memberSchema,
  setMember,
  spelling,
  type Members
} from './writing-members';
import { slotOf, type Slot } from './writing-slot';

// How an image is written and given back member for member. What is taken away becomes null, "looked, not there": it keeps
// its place among the others, and in an open image a member that is gone would be one that nobody read.

const valueCapture = z.strictObject({
  value: memberSchema,
  /** Without it the key was there with its values. The key itself, or its list of values, as it was found. */
  made: z.strictObject({ what: z.enum(['key', 'values']), was: memberSchema }).optional()
});
const membersCapture = z.strictObject({ members: z.record(z.string(), memberSchema) });
const itemsCapture = z.strictObject({
  list: z.enum(['not-listed', 'null', 'list']),
  items: z.array(z.tuple([z.number().int().min(0), z.json()]))
});

/** What a place of an image holds, in the image's own words. */
export function captureIn(image: Members, place: Place): Capture {
  if (place.kind === 'registry-value') return captureValue(image, place);
  const slot = slotOf(image, place) ?? nothingThere();
  if (slot.kind === 'members')
    return { members: Object.fromEntries(slot.names.map((name) => [name, memberOf(slot.of, name)])) };
  const list = slot.of[slot.name];
  const items = Array.isArray(list) ? (list as unknown[]) : [];
  return {
    list: Array.isArray(list) ? 'list' : list === null ? 'null' : 'not-listed',
    items: items.flatMap((item, at) => (isMembers(item) && slot.isMeant(item) ? [[at, copyOf(item)]] : []))
  };
}

/** Puts a state into an image; null takes away what is there. */
export function writeInto(image: Members, place: Place, state: State | null): void {
  if (place.kind === 'registry-value')
    return writeValue(image, place, state as StateOf<'registry-value'> | null);
  const slot = slotOf(image, place) ?? nothingThere();
  if (slot.kind === 'members') {
    const values =
      slot.names.length === 1 ? [state] : slot.names.map((name) => (state as Members | null)?.[name]);
    slot.names.forEach((name, at) => setMember(slot.of, name, { listed: true, value: asJson(values[at]) }));
    return;
  }
  const list = listIn(slot);
  const at = list.findIndex((item) => isMembers(item) && slot.isMeant(item));
  const rest = list.filter((item) => !isMembers(item) || !slot.isMeant(item));
  if (state !== null) rest.splice(at < 0 ? rest.length : at, 0, itemOf(place, state));
  list.splice(0, list.length, ...rest);
}

/** @throws WriteFailed where the capture is none of this place */
export function restoreInto(image: Members, place: Place, capture: Capture): void {
  if (place.kind === 'registry-value') return restoreValue(image, place, read(valueCapture, capture));
  const slot = slotOf(image, place) ?? nothingThere();
  if (slot.kind === 'members') {
    const { members } = read(membersCapture, capture);
    for (const name of slot.names) setMember(slot.of, name, members[name] ?? noSuch());
    return;
  }
  const { list: was, items } = read(itemsCapture, capture);
  // A forged capture must not bring in other rules, members or credentials than those of its place.
  if (!items.every(([, item]) => isMembers(item) && slot.isMeant(item))) noSuch();
  const list = listIn(slot);
  const rest = list.filter((item) => !isMembers(item) || !slot.isMeant(item));
  for (const [at, item] of items) rest.splice(Math.min(at, rest.length), 0, copyOf(item));
  list.splice(0, list.length, ...rest);
  if (list.length === 0 && was !== 'list')
    setMember(slot.of, slot.name, was === 'null' ? { listed: true, value: null } : { listed: false });
}

/** What an earlier change made that still stands is taken away by whoever gives back the last value in it. */
export function inheritMade(place: Place, capture: Capture, earlier: readonly Held[]): Capture {
  if (place.kind !== 'registry-value') return capture;
  const own = read(valueCapture, capture);
  if (own.made) return own;
  const inherited = earlier
    .filter((held) => held.place.kind === 'registry-value' && isSameKey(held.place.key, place.key))
    .map((held) => valueCapture.safeParse(held.capture).data?.made)
    .find((made) => made !== undefined);
  return inherited ? { ...own, made: inherited } : own;
}

const isSameKey = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function captureValue(image: Members, { key, value }: PlaceOf<'registry-value'>): Capture {
  const registry = image['registry'];
  if (registry !== undefined && !isMembers(registry)) nothingThere();
  const keys = isMembers(registry) ? registry : {};
  const entry = memberOf(keys, key);
  if (!entry.listed || entry.value === null)
    return { value: { listed: false }, made: { what: 'key', was: entry } };
  if (!isMembers(entry.value)) return nothingThere();
  const values = memberOf(entry.value, 'values');
  return values.listed && isMembers(values.value)
    ? { value: memberOf(values.value, value) }
    : { value: { listed: false }, made: { what: 'values', was: values } };
}

function writeValue(
  image: Members,
  { key, value }: PlaceOf<'registry-value'>,
  state: StateOf<'registry-value'> | null
): void {
  if (image['registry'] === undefined) nothingThere();
  const registry = image['registry'];
  if (!isMembers(registry)) return nothingThere();
  const name = spelling(registry, key);
  if (state === null && !isMembers(registry[name])) return;
  const isNew = !isMembers(registry[name]);
  const entry = objectAt(registry, name);
  setMember(objectAt(entry, 'values'), value, { listed: true, value: asJson(state) });
  // A key that was not there has no other keys in it; unsaid, they would count as not read.
  if (isNew && image['closed'] !== true) entry['subkeys'] = [];
}

function restoreValue(
  image: Members,
  { key, value }: PlaceOf<'registry-value'>,
  { value: was, made }: z.infer<typeof valueCapture>
): void {
  const registry = image['registry'];
  if (!isMembers(registry)) return nothingThere();
  const name = spelling(registry, key);
  // The key is gone, as it was before the change; or somebody took it away, and its value is put back with it.
  if (!isMembers(registry[name]) && (!was.listed || was.value === null)) return;
  const entry = objectAt(registry, name);
  const values = objectAt(entry, 'values');
  // Where what is not listed counts as not read, absence in a key that stays has to be said.
  const stays = made !== undefined && image['closed'] !== true && !was.listed;
  setMember(values, value, stays ? { listed: true, value: null } : was);
  if (!made || Object.values(values).some((one) => one !== null)) return;
  if (made.what === 'values') setMember(entry, 'values', made.was);
  // A key with other content is not taken away.
  else if (hasValuesAlone(entry)) setMember(registry, name, made.was);
}

const hasValuesAlone = (key: Members): boolean =>
  Object.entries(key).every(
    ([name, held]) => name === 'values' || (name === 'subkeys' && Array.isArray(held) && held.length === 0)
  );

function objectAt(of: Members, name: string): Members {
  const held = of[name];
  if (isMembers(held)) return held;
  if (held !== undefined && held !== null) return nothingThere();
  const made: Members = {};
  of[name] = made;
  return made;
}

function listIn({ of, name }: Extract<Slot, { kind: 'items' }>): unknown[] {
  const held = of[name];
  if (Array.isArray(held)) return held;
  if (held !== undefined && held !== null) return nothingThere();
  const made: unknown[] = [];
  of[name] = made;
  return made;
}

function itemOf(place: Place, state: State): Members {
  switch (place.kind) {
    case 'firewall-own-rule':
      return {
        name: ownRuleName(place.port),
        group: null,
        ...(state as StateOf<'firewall-own-rule'>),
        package: null,
        owner: null,
        bypass: false,
        source: 'local'
      };
    case 'group-member': {
      const { sid, name } = state as StateOf<'group-member'>;
      return name === null ? { sid } : { sid, name };
    }
    default:
      return noSuch();
  }
}

const asJson = (value: unknown): z.infer<ReturnType<typeof z.json>> =>
  copyOf(value) as z.infer<ReturnType<typeof z.json>>;

function read<T>(schema: z.ZodType<T>, capture: Capture): T {
  const found = schema.safeParse(capture);
  return found.success ? found.data : noSuch();
}

function nothingThere(): never {
  throw new WriteFailed('nothing to write into');
}
function noSuch(): never {
  throw new WriteFailed('not what was captured there');
}
