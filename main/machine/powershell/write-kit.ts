import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../../package.json';
import type { Reading } from '../../../shared/model/reading';
import { codeOf } from '../durable';
import { kitFiles, type KitFile } from './kit';

/** What became of a kit: written, or which file stands in the way, or which could not be written and the system's word why. */
export type KitWritten =
  | { readonly result: 'written' }
  | { readonly result: 'other-file'; readonly path: string }
  | { readonly result: 'not-written'; readonly path: string; readonly code: string };

/** Writes the host kit into a folder, which is made if need be. A file that is no part of a kit is left as it is. */
export async function writeKit(folder: string, readings: readonly Reading[]): Promise<KitWritten> {
  const files = kitFiles(readings, manifest.version).map((file) => ({
    ...file,
    path: join(folder, file.name)
  }));
  let path = folder;
  try {
    await mkdir(folder, { recursive: true });
    // All of them before the first is written: half a kit is of no use.
    for (const file of files) {
      ({ path } = file);
      if (!(await mayWrite(path, file))) return { result: 'other-file', path };
    }
    for (const file of files) {
      ({ path } = file);
      await write(path, file.content);
    }
  } catch (error) {
    return { result: 'not-written', path, code: codeOf(error) };
  }
  return { result: 'written' };
}

/** Where nothing is, or a file of an older kit. */
async function mayWrite(path: string, { beginning }: KitFile): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length), 0, beginning.length, 0);
      return buffer.toString('latin1', 0, bytesRead) === beginning;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    if (codeOf(error) === 'EISDIR') return false;
    throw error;
  }
}

/** Whole or not at all. */
async function write(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content, 'latin1');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // What has begun must not stay; why it could not be written is said by the first error.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
