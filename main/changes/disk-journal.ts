import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, syncFolder } from '../machine/durable';
import type { Journal } from './journal';
import { freeReserve, keepReserve, openFile, type JournalFile } from './journal-file';
import { lineOf, type End } from './journal-line';
import { takeLock } from './journal-lock';
import type { JournalRecord } from './journal-record';
import { readStore, recordsOf, type Kept, type Store } from './journal-store';
import { unusable } from './journal-unusable';

/** How a journal on disk is used. */
export interface JournalOptions {
  /** How long to wait for another process that is making a change; 5,000 milliseconds where not given. */
  readonly waitMs?: number;
  /** The other journal of this PC. How far it has come is noted with each record, so that both can be told in order. */
  readonly beside?: Store;
}

/**
 * Works with the journal of a folder, in which nobody else writes until the work is done. The folder is made where it is not
 * there; what it is made in has to be. A record that cannot be kept is refused with a reason, and since the first record of a
 * change comes before its first write, the change with it.
 *
 * @throws JournalUnusable, or what `work` throws
 */
export async function withJournal<Result>(
  store: Store,
  work: (journal: Journal) => Promise<Result>,
  { waitMs = 5000, beside }: JournalOptions = {}
): Promise<Result> {
  const { folder } = store;
  await makeFolder(folder).catch((error: unknown) => {
    throw unusable(folder, error);
  });
  const lock = await takeLock(folder, waitMs, () => freeReserve(folder));
  let open: JournalFile | null = null;
  try {
    const kept = await readStore(store);
    const other = beside ? await readStore(beside).catch(() => null) : null;
    let known = recordsOf(store, kept.entries);
    let end = kept.end;
    return await work({
      records: () => Promise.resolve(known),
      append: async (record) => {
        try {
          await lock.check();
          open ??= await opened(folder, kept);
          end = await addRecord(folder, open, end, record, other?.end.seq ?? null);
          known = [...known, record];
        } catch (error) {
          throw unusable(folder, error);
        }
      }
    });
  } finally {
    try {
      await (open as JournalFile | null)?.close();
    } finally {
      await lock.release();
    }
  }
}

/** Opening may have to write a line feed, for which a full disk has no room. */
const opened = (folder: string, kept: Kept): Promise<JournalFile> =>
  withReserve(folder, () => openFile(folder, kept));

async function addRecord(
  folder: string,
  file: JournalFile,
  end: End,
  record: JournalRecord,
  beside: number | null
): Promise<End> {
  const next = lineOf(end, record, beside);
  // What begins has to find room for its end too. What ends, or takes back, may use that room.
  if (record.record === 'begin') {
    await keepReserve(folder);
    await file.add(next.line);
  } else await withReserve(folder, () => file.add(next.line));
  return next.end;
}

async function withReserve<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (unusable(folder, error).reason !== 'disk-full') throw error;
    await freeReserve(folder);
    return work();
  }
}

/** Makes the app's folder and the journal's in it, and nothing above: what is gone there is not made up. */
async function makeFolder(folder: string): Promise<void> {
  for (const path of [dirname(folder), folder])
    try {
      await mkdir(path);
      await syncFolder(dirname(path));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
}
