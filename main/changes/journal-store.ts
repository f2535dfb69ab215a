import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixes } from '../fixes';
import { settings } from '../settings';
import { JournalCorrupt, readJournal } from './journal';
import { nothingYet, readLines, type End, type Entry, type Lines } from './journal-line';
import { codeOf } from '../machine/durable';
import { unusable, type JournalUnusable } from './journal-unusable';

/**
 * A folder with a journal: the person's own, or that of the whole PC, in which only the elevated side writes.
 */
export interface Store {
  readonly name: 'user' | 'machine';
  readonly folder: string;
}

/** @param localAppData as Windows knows it: `C:\Users\ada\AppData\Local` */
export const userStore = (localAppData: string): Store => storeIn('user', localAppData);
/**
 * @param programData as Windows knows it (FOLDERID_ProgramData). Who is elevated never takes it from an environment that
 *   another account may have set.
 */
export const machineStore = (programData: string): Store => storeIn('machine', programData);

const storeIn = (name: Store['name'], root: string): Store => ({
  name,
  folder: join(root, 'Reconnect', 'Changes')
});

/** The file of a journal that is written to. */
export const currentFile = 'changes.jsonl';
/** A damaged file that was set aside: `changes.1.damaged.jsonl`. It is read for ever, and written no more. */
export const asideFile = (number: number): string => `changes.${number}.damaged.jsonl`;
const asidePattern = /^changes\.(\d{1,9})\.damaged\.jsonl$/;

/** What a folder holds of a journal. */
export interface Kept {
  readonly entries: readonly Entry[];
  readonly end: End;
  /** The file that is written to; null where there is none. */
  readonly current: Lines | null;
  /** The number that the next file to be set aside gets. */
  readonly nextAside: number;
}

/**
 * Reads a journal whole. Needs no lock: what somebody is just writing is not there yet.
 *
 * @throws JournalUnusable where it is there and cannot be read
 */
export async function readStore({ folder }: Store): Promise<Kept> {
  try {
    for (let tries = 0; ; tries += 1) {
      const aside = await asideNumbers(folder);
      const kept = await readFiles(folder, aside);
      // Between the two somebody may have set a file aside, which then was read twice or not at all.
      if (tries === 3 || String(await asideNumbers(folder)) === String(aside)) return kept;
    }
  } catch (error) {
    throw unusable(folder, error);
  }
}

async function readFiles(folder: string, aside: readonly number[]): Promise<Kept> {
  const entries: (readonly Entry[])[] = [];
  let end = nothingYet;
  let current: Lines | null = null;
  for (const name of [...aside.map(asideFile), currentFile]) {
    const bytes = await readFile(join(folder, name)).catch(nullWhereNone);
    if (!bytes) continue;
    const lines = readLines(bytes, end);
    entries.push(lines.entries);
    end = lines.end;
    if (name === currentFile) current = lines;
  }
  return { entries: entries.flat(), end, current, nextAside: (aside.at(-1) ?? 0) + 1 };
}

async function asideNumbers(folder: string): Promise<number[]> {
  const names = (await readdir(folder).catch(nullWhereNone)) ?? [];
  return names
    .flatMap((name) => asidePattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function nullWhereNone(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

/**
 * The records of a journal as `readJournal` takes them: what is gone, cannot be proved or would be written by no version of
 * ours is there as something unknown, so that the rest can be worked with.
 */
export function recordsOf(store: Store, entries: readonly Entry[]): readonly unknown[] {
  const records = rawRecords(store, entries);
  if (isSound(records)) return records;
  const begun = new Set<unknown>();
  return entries.map((entry, at) => {
    const record = records[at];
    const id = beginId(record);
    if (!isSound([record]) || (id !== null && begun.has(id))) return unknownAt(store, entry);
    if (id !== null) begun.add(id);
    return record;
  });
}

/** What cannot be proved is unknown; what is proved may still be something that nobody of ours has written. */
const rawRecords = (store: Store, entries: readonly Entry[]): readonly unknown[] =>
  entries.map((entry) =>
    entry.record === null || isOfOtherScope(store, entry.record) ? unknownAt(store, entry) : entry.record
  );

/**
 * Whether a record is of something that belongs into the other journal. Any program of the person can write into theirs, and
 * an administrator who takes something back works with it too: what is the whole PC's is given back from its own journal alone.
 */
function isOfOtherScope({ name }: Store, record: unknown): boolean {
  const { fix, changes } = record as { readonly fix?: unknown; readonly changes?: unknown };
  const fixScope = typeof fix === 'string' ? fixes.get(fix)?.scope : undefined;
  const scopes = (Array.isArray(changes) ? (changes as unknown[]) : []).map(
    (one) => settings.get((one as { readonly setting?: unknown } | null)?.setting as string)?.scope
  );
  return [fixScope, ...scopes].some((scope) => scope !== undefined && scope !== name);
}

const unknownAt = ({ name }: Store, { seq }: Entry): unknown => ({
  record: 'unknown',
  id: `unknown-${name}-${seq}`
});

function isSound(records: readonly unknown[]): boolean {
  try {
    readJournal(records);
    return true;
  } catch (error) {
    if (error instanceof JournalCorrupt) return false;
    throw error;
  }
}

/** Of a record that begins something, in whatever version: an id is given once. */
const beginId = (record: unknown): unknown =>
  typeof record === 'object' && record !== null && 'record' in record && 'id' in record
    ? record.record === 'begin'
      ? record.id
      : null
    : null;

/** The journals of this PC, for reading. */
export interface AllKept {
  /**
   * What `told` makes of the records of both. Where there are some that none of our versions would write, it is asked again
   * with those as something unknown.
   */
  readonly tell: <Told>(told: (records: readonly unknown[]) => Told) => Told;
  /** Those of which nothing can be read. The other one is told all the same. */
  readonly unreadable: readonly JournalUnusable[];
}

/**
 * Both journals as one, in the order in which they were written, whatever the clocks said: each record of the person's own
 * says how far the other had come.
 */
export async function readStores(user: Store, machine: Store): Promise<AllKept> {
  const unreadable: JournalUnusable[] = [];
  const entriesOf = async (store: Store): Promise<readonly Entry[]> =>
    readStore(store).then(
      ({ entries }) => entries,
      (error: unknown) => {
        unreadable.push(unusable(store.folder, error));
        return [];
      }
    );
  const own = await entriesOf(user);
  const others = await entriesOf(machine);
  const raw = once(() => inOrder(own, rawRecords(user, own), others, rawRecords(machine, others)));
  const checked = once(() => inOrder(own, recordsOf(user, own), others, recordsOf(machine, others)));
  return {
    unreadable,
    tell: (told) => {
      try {
        return told(raw());
      } catch (error) {
        if (!(error instanceof JournalCorrupt)) throw error;
        return told(checked());
      }
    }
  };
}

/** One list for all that is told of it: what was read in it is then known. */
function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function inOrder(
  own: readonly Entry[],
  ownRecords: readonly unknown[],
  others: readonly Entry[],
  otherRecords: readonly unknown[]
): readonly unknown[] {
  const records: unknown[] = [];
  let at = 0;
  own.forEach(({ beside }, number) => {
    while (at < others.length && (others[at]?.seq ?? 0) <= (beside ?? 0)) records.push(otherRecords[at++]);
    records.push(ownRecords[number]);
  });
  return [...records, ...otherRecords.slice(at)];
}
