import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, syncFolder } from './durable';
import { expanded } from './sections/rdp-files';
import { WriteFailed } from './writing';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Files and folders of the person as a whole. Paths are expanded with the environment. All fail with WriteFailed and the system's
 * word: `ENOSPC`, `EACCES`, `EEXIST`.
 */
export function wholeFiles(environment: Environment = process.env): {
  readonly isThere: (path: string) => Promise<boolean>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly removeFolder: (path: string) => Promise<void>;
  readonly read: (path: string, largest: number) => Promise<Buffer | null>;
  readonly create: (path: string, bytes: Buffer) => Promise<void>;
  readonly removeFile: (path: string) => Promise<void>;
} {
  const at = (path: string): string => expanded(path, environment);
  const isThere = (path: string): Promise<boolean> => orFailed(() => exists(at(path)));
  return {
    isThere,
    rename: (from, to) =>
      orFailed(async () => {
        if (await exists(at(to))) throw new WriteFailed('EEXIST');
        await rename(at(from), at(to));
        await syncFolder(dirname(at(to)));
      }),
    removeFolder: (path) => orFailed(() => rm(at(path), { recursive: true, force: true })),
    read: (path, largest) => orFailed(() => readSmall(at(path), largest)),
    create: (path, bytes) => orFailed(() => createWhole(at(path), bytes)),
    removeFile: (path) =>
      orFailed(async () => {
        await unlink(at(path));
        await syncFolder(dirname(at(path)));
      })
  };
}

async function orFailed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WriteFailed) throw error;
    if (error instanceof Error && 'code' in error) throw new WriteFailed(codeOf(error));
    throw error;
  }
}

const absent: readonly string[] = ['ENOENT', 'ENOTDIR'];

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (absent.includes(codeOf(error))) return false;
    throw error;
  }
}

async function readSmall(path: string, largest: number): Promise<Buffer | null> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > largest) throw new WriteFailed('EFBIG');
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (absent.includes(codeOf(error))) return null;
    throw error;
  }
}

/**
 * The name is taken first, by an empty file that only who finds nothing there can make; what is written goes beside it, to the
 * disk, and then into its place at once.
 */
async function createWhole(path: string, bytes: Buffer): Promise<void> {
  await (await open(path, 'wx', 0o600)).close();
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // A full disk is the usual case: neither the name nor half a file may stay.
    await rm(temporary, { force: true }).catch(() => undefined);
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}
