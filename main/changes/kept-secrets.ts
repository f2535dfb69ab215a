import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, syncFolder } from '../machine/durable';
import type { Journal } from './journal';
import type { JournalRecord } from './journal-record';
import { unusable } from './journal-unusable';

// Nothing is ever taken out of a journal, and a saved password must not lie about for ever, encrypted as it is. So the sealed
// secrets of saved sign-ins lie in files of their own beside it, and the journal holds the files' names.

/** How long a saved sign-in that was taken away can be given back. */
export const keptDays = 30;
const dayMs = 86_400_000;

const secretsFolder = (folder: string): string => join(folder, 'secrets');
/** A name that no path can hide in: a journal may hold anything. */
const namePattern = /^[0-9a-f]{32}$/;

/** The sealed secret of a saved sign-in, as its capture has it. */
interface Sealed {
  readonly restorable: 'yes';
  readonly sealed: unknown;
}

/**
 * A journal whose secrets lie beside it, and are deleted when what they belong to is taken back, or after `keptDays`. What is
 * gone by then reads as a sign-in whose password cannot be given back.
 *
 * @param folder of the journal, which the caller has the lock of
 * @param now milliseconds since 1970
 */
export async function withSecretsBeside(journal: Journal, folder: string, now: number): Promise<Journal> {
  await forgetOldSecrets(folder, now);
  let read: { readonly of: readonly unknown[]; readonly records: readonly unknown[] } | null = null;
  const records = async (): Promise<readonly unknown[]> => {
    const of = await journal.records();
    // The same list stands for the same records, and whoever reads them remembers by it.
    if (read?.of !== of) read = { of, records: await Promise.all(of.map((one) => filled(one, folder))) };
    return read.records;
  };
  return {
    records,
    append: async (record) => {
      const secrets: Secret[] = [];
      const kept = taken(record, secrets);
      try {
        for (const secret of secrets) await keep(secretsFolder(folder), secret);
      } catch (error) {
        throw unusable(folder, error);
      }
      await journal.append(kept as JournalRecord);
      if (record.record === 'undone') await forget(await journal.records(), record.id, folder);
    }
  };
}

interface Secret {
  readonly name: string;
  readonly sealed: string;
}

/** A record with the names of its secrets in their place. */
const taken = (record: unknown, secrets: Secret[]): unknown =>
  replaced(record, (one) => {
    if (typeof one.sealed !== 'string') return one;
    const name = randomBytes(16).toString('hex');
    secrets.push({ name, sealed: one.sealed });
    return { ...one, sealed: { kept: name } };
  });

/** A record with its secrets in the place of their names. */
async function filled(record: unknown, folder: string): Promise<unknown> {
  const secrets = new Map<string, string | null>();
  for (const name of namesIn(record)) secrets.set(name, await sealedOf(join(secretsFolder(folder), name)));
  if (secrets.size === 0) return record;
  return replaced(record, (one) => {
    const name = nameOf(one);
    const sealed = name === null ? undefined : secrets.get(name);
    if (sealed === undefined) return one;
    if (sealed !== null) return { ...one, sealed };
    const { user = null, persistence = 0 } = one as {
      readonly user?: unknown;
      readonly persistence?: unknown;
    };
    return { restorable: 'no', user, persistence, lastWritten: null };
  });
}

function namesIn(record: unknown): string[] {
  const names: string[] = [];
  replaced(record, (one) => {
    names.push(...[nameOf(one)].filter((name): name is string => name !== null));
    return one;
  });
  return names;
}

function nameOf({ sealed }: Sealed): string | null {
  if (typeof sealed !== 'object' || sealed === null || !('kept' in sealed)) return null;
  const { kept } = sealed;
  return typeof kept === 'string' && namePattern.test(kept) ? kept : null;
}

/** Captures lie at different depths: in the changes of a fix, and in what an action keeps for its undo. */
const deepest = 8;

function replaced(value: unknown, by: (one: Sealed) => unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    const items = list.map((item) => replaced(item, by, depth + 1));
    return items.every((item, at) => item === list[at]) ? value : items;
  }
  if (isSealed(value)) return by(value);
  const before = Object.entries(value);
  const after = before.map(([name, item]): [string, unknown] => [name, replaced(item, by, depth + 1)]);
  return after.every(([, item], at) => item === before[at]?.[1]) ? value : Object.fromEntries(after);
}

const isSealed = (value: object): value is Sealed =>
  'restorable' in value && value.restorable === 'yes' && 'sealed' in value;

/** Comes back when it can no longer be lost: the record that names it is written after it. */
async function keep(folder: string, { name, sealed }: Secret): Promise<void> {
  await mkdir(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  const file = await open(join(folder, name), 'wx', 0o600);
  try {
    await file.writeFile(sealed);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(folder);
}

const sealedOf = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw unusable(path, error);
  });

async function forget(records: readonly unknown[], id: string, folder: string): Promise<void> {
  for (const record of records)
    if (typeof record === 'object' && record !== null && 'id' in record && record.id === id)
      for (const name of namesIn(record)) await gone(join(secretsFolder(folder), name));
}

/**
 * Deletes what was kept for longer than it may be, by the day on which it was; so what a crash has left without a record goes
 * too. Needs no lock.
 *
 * @param folder of the journal
 */
export async function forgetOldSecrets(folder: string, now: number): Promise<void> {
  const names = await readdir(secretsFolder(folder)).catch(() => []);
  for (const name of names) {
    const path = join(secretsFolder(folder), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
    if (namePattern.test(name) && now - mtimeMs > keptDays * dayMs) await gone(path);
  }
}

/** One that cannot be deleted now, as while a virus scanner looks at it, is deleted when its days are over. */
const gone = (path: string): Promise<void> => rm(path, { force: true }).catch(() => undefined);
