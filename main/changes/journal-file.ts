import { open, rename, stat, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../machine/durable';
import { JournalUnusable } from './journal-unusable';
import { asideFile, currentFile, type Kept } from './journal-store';

/** The file of a journal, at whose end something is written. */
export interface JournalFile {
  /**
   * Comes back when the bytes are on the disk. What could not be written whole is taken away again.
   *
   * @throws JournalUnusable, or the system's error
   */
  readonly add: (bytes: Buffer) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the file of a journal for writing, and makes it where it is not there. What a power cut left unfinished at its end is
 * cut off. A damaged file is set aside as it is, and a new one goes on after it.
 */
export async function openFile(folder: string, { current, nextAside }: Kept): Promise<JournalFile> {
  const path = join(folder, currentFile);
  if (current?.isDamaged) {
    await rename(path, join(folder, asideFile(nextAside)));
    await syncFolder(folder);
  }
  const isNew = !current || current.isDamaged;
  const file = await open(path, isNew ? 'wx+' : 'r+', 0o644);
  try {
    if (isNew) await syncFolder(folder);
    const journal = writing(folder, path, file, isNew ? 0 : current.length);
    if (!isNew && current.lacksLineFeed) await journal.add(Buffer.from('\n'));
    return journal;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function writing(folder: string, path: string, file: FileHandle, length: number): JournalFile {
  let end = length;
  // At first, and after a failure: behind the end may be what was never finished.
  let mayBeLonger = true;
  return {
    add: async (bytes) => {
      await isStillThere(folder, path, file);
      const { size } = await file.stat();
      if (size < end || (size > end && !mayBeLonger)) throw new JournalUnusable('changed', folder);
      if (size > end) await file.truncate(end);
      try {
        for (let done = 0; done < bytes.length;)
          done += (await file.write(bytes, done, bytes.length - done, end + done)).bytesWritten;
        await file.sync();
      } catch (error) {
        mayBeLonger = true;
        // Where even this fails, the next reader leaves it out: it has no end, or is no line.
        await file.truncate(end).catch(() => undefined);
        throw error;
      }
      mayBeLonger = false;
      end += bytes.length;
    },
    close: () => file.close()
  };
}

/** A file that was deleted can still be written to where somebody has it open, and what is written is lost. */
async function isStillThere(folder: string, path: string, file: FileHandle): Promise<void> {
  const there = await stat(path, { bigint: true });
  if (there.ino !== (await file.stat({ bigint: true })).ino) throw new JournalUnusable('changed', folder);
}

const reserveFile = 'changes.reserve';
const reserveBytes = 65_536;

/** Keeps room on the disk for the end of a change that is about to begin, and for its undo. */
export async function keepReserve(folder: string): Promise<void> {
  const file = await open(join(folder, reserveFile), 'a', 0o644);
  try {
    const { size } = await file.stat();
    if (size >= reserveBytes) return;
    // Real bytes: a file that is only said to be long takes no room.
    await file.writeFile(Buffer.alloc(reserveBytes - size, '.'));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives the room that was kept to whoever needs it now. */
export const freeReserve = (folder: string): Promise<void> =>
  // Where there is none, nothing is freed, and the disk stays full.
  truncate(join(folder, reserveFile)).catch(() => undefined);
