import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MachineImage } from '../../shared/model/machine-image';
import { codeOf, syncFolder } from './durable';
import { ImageRefused, readImageFile } from './read-image';

/** Why an image was not written; what was there before is as it was. */
export type WriteFault =
  /** Something stands there that is no machine image. */
  | 'other-file'
  /** The system said no; `code` says how, such as ENOSPC or EROFS. */
  | 'system';

export class NotWritten extends Error {
  override readonly name = 'NotWritten';
  constructor(
    readonly fault: WriteFault,
    readonly code = ''
  ) {
    super(`${fault} ${code}`.trim());
  }
}

/**
 * Whether an image may be written there: where nothing is, where nothing is in the file, or over an older image.
 *
 * @throws NotWritten
 */
export async function checkPlace(path: string): Promise<void> {
  try {
    const there = await stat(path);
    if (!there.isFile()) throw new NotWritten('other-file');
    if (there.size > 0) await readImageFile(path);
  } catch (error) {
    if (error instanceof ImageRefused) throw new NotWritten('other-file');
    if (error instanceof NotWritten) throw error;
    if (codeOf(error) !== 'ENOENT') throw new NotWritten('system', codeOf(error));
  }
}

/**
 * Writes an image whole or not at all: under another name beside its place, flushed to the disk, then renamed.
 *
 * @throws NotWritten
 */
export async function writeImageFile(path: string, image: MachineImage): Promise<void> {
  await checkPlace(path);
  // A link stays one: what it leads to is replaced.
  const place = await realpath(path).catch(() => path);
  const temporary = join(dirname(place), `.${basename(place)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(image, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameWhenFree(temporary, place);
    await syncFolder(dirname(place));
  } catch (error) {
    // Full disks and read-only folders are the usual case: what has begun must not stay.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new NotWritten('system', codeOf(error));
  }
}

const waitsMs = [50, 200, 500];

/** On Windows a file that a virus scanner looks at cannot be replaced for a moment. */
async function renameWhenFree(from: string, to: string): Promise<void> {
  for (const wait of waitsMs) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error)) || process.platform !== 'win32') throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  await rename(from, to);
}
