import { isKnown } from '../../main/facts/fact';
import { indexImage, registryKey, registryValue, type ImageIndex } from '../../main/facts/image-index';
import { isUnavailable, type MachineImage, type RegistryData } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import type { RegistryStep, RegistryTree } from './reg-file';

/** A registry as far as the lane looks after it: by names in lower case, as they compare without case. */
export type RegistryState = ReadonlyMap<string, KeyState>;
interface KeyState {
  readonly key: string;
  readonly values: ReadonlyMap<string, ValueState>;
}
interface ValueState {
  readonly value: string;
  readonly data: RegistryData;
}

interface Draft {
  readonly key: string;
  readonly values: Map<string, ValueState>;
}

export function stateOf(...trees: readonly RegistryTree[]): RegistryState {
  const state = new Map<string, Draft>();
  for (const tree of trees)
    for (const [key, values] of tree) {
      const draft = keyIn(state, key);
      for (const [value, data] of values) draft.values.set(value.toLowerCase(), { value, data });
    }
  return state;
}

/**
 * The registry that answers these readings as the image does, and is as Wine made it in all else: Wine's own programs live
 * in it too. What the image could not read is left as it is; what it did not look for as well.
 */
export function registryOf(
  image: MachineImage,
  readings: readonly Reading[],
  asMade: RegistryState
): RegistryState {
  const state = new Map<string, Draft>();
  for (const [name, { key, values }] of asMade) state.set(name, { key, values: new Map(values) });
  const index = indexImage(image);

  for (const [key, entry] of Object.entries(image.registry ?? {})) {
    if (entry === null) deleteKey(state, key);
    else if (entry !== undefined && !isUnavailable(entry)) {
      for (const name of (entry as { subkeys?: string[] }).subkeys ?? []) keyIn(state, `${key}\\${name}`);
      keyIn(state, key);
      const values = (entry as { values?: Record<string, unknown> }).values ?? {};
      for (const value of Object.keys(values)) putValue(state, index, key, value);
    }
  }
  for (const reading of readings) {
    if (reading.kind === 'registry-value') putValue(state, index, reading.key, reading.value);
    if (reading.kind === 'registry-key') putKey(state, index, reading.key, reading.depth);
  }
  for (const [name, service] of Object.entries(image.services ?? {})) {
    // Wine's service manager does not know of it, Windows keeps it here as well.
    if (service === null || service === undefined || isUnavailable(service)) continue;
    const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`;
    const isDelayed = (service as { delayedStart?: unknown }).delayedStart === true;
    if (isDelayed)
      keyIn(state, key).values.set('delayedautostart', { value: 'DelayedAutostart', data: ['REG_DWORD', 1] });
  }
  return state;
}

/** What turns one registry into the other. All values of keys that the new one looks after are set, whatever was there. */
export function stepsBetween(
  before: RegistryState,
  after: RegistryState,
  asMade: RegistryState
): RegistryStep[] {
  const steps: RegistryStep[] = [];
  for (const [name, { key }] of before)
    if (!after.has(name) && (after.has(parentOf(name)) || !before.has(parentOf(name))))
      steps.push({ do: 'delete-key', key });
  for (const [name, { key, values }] of after) {
    const old = before.get(name);
    const made = asMade.get(name);
    const isForeign =
      made !== undefined && sameKey(made.values, values) && old !== undefined && sameKey(old.values, values);
    if (isForeign) continue;
    for (const [value, { value: spelled }] of old?.values ?? [])
      if (!values.has(value)) steps.push({ do: 'delete-value', key, value: spelled });
    for (const { value, data } of values.values()) steps.push({ do: 'set-value', key, value, data });
    if (values.size === 0) steps.push({ do: 'create-key', key });
  }
  return steps;
}

function sameKey(one: KeyState['values'], other: KeyState['values']): boolean {
  return (
    one.size === other.size &&
    [...one].every(([name, { data }]) => JSON.stringify(other.get(name)?.data) === JSON.stringify(data))
  );
}

/** One value as the image says, where it says anything of it. */
function putValue(state: Map<string, Draft>, index: ImageIndex, key: string, value: string): void {
  const answer = registryValue(index, key, value);
  if (!isKnown(answer)) return;
  // Of a key that the image does not have, Wine may need the rest: the value alone goes.
  if (answer.value === null) state.get(key.toLowerCase())?.values.delete(value.toLowerCase());
  else keyIn(state, key).values.set(value.toLowerCase(), { value, data: answer.value });
}

/** A key read as a whole: nothing of Wine's stays in it. */
function putKey(state: Map<string, Draft>, index: ImageIndex, key: string, depth: number): void {
  const answer = registryKey(index, key);
  if (!isKnown(answer)) return;
  if (answer.value === null) {
    deleteKey(state, key);
    return;
  }
  if (answer.value.partial === true) return;
  const draft = keyIn(state, key);
  const listed = new Set(Object.keys(answer.value.values ?? {}).map((name) => name.toLowerCase()));
  for (const name of [...draft.values.keys()]) if (!listed.has(name)) draft.values.delete(name);
  for (const child of childrenOf(state, key)) {
    const path = `${key}\\${child}`;
    const below = registryKey(index, path);
    const isNamed = (answer.value.subkeys ?? []).some((name) => name.toLowerCase() === child.toLowerCase());
    if (isKnown(below) && below.value === null && !isNamed) deleteKey(state, path);
    else if (depth > 0) putKey(state, index, path, depth - 1);
  }
}

function childrenOf(state: Map<string, Draft>, key: string): string[] {
  const prefix = `${key.toLowerCase()}\\`;
  const names = new Map<string, string>();
  for (const [name, { key: spelled }] of state) {
    if (!name.startsWith(prefix)) continue;
    const [child = ''] = spelled.slice(prefix.length).split('\\', 1);
    names.set(child.toLowerCase(), child);
  }
  return [...names.values()];
}

function deleteKey(state: Map<string, Draft>, key: string): void {
  const lower = key.toLowerCase();
  for (const name of [...state.keys()])
    if (name === lower || name.startsWith(`${lower}\\`)) state.delete(name);
}

function keyIn(state: Map<string, Draft>, key: string): Draft {
  const known = state.get(key.toLowerCase());
  if (known) return known;
  const above = parentOf(key);
  if (above.includes('\\')) keyIn(state, above);
  const made: Draft = { key, values: new Map() };
  state.set(key.toLowerCase(), made);
  return made;
}

const parentOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('\\')));
