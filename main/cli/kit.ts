import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../package.json';
import type { Reading } from '../../shared/model/reading';
import { text } from '../../shared/text';
import { allReadings } from '../facts';
import { kitFiles, type KitFile } from '../machine/powershell/kit';
import { exit } from './exit-code';
import type { Command } from './run-command';
import { UsageError } from './usage-error';

/** `reconnect kit <folder>`: writes what reads a PC on which nothing can be installed. */
export const kitCommand = (readings: readonly Reading[] = allReadings): Command => ({
  help: 'cli.kit.help',
  options: {},
  run: async (words, _options, output) => {
    const [folder, ...others] = words;
    if (folder === undefined) throw new UsageError(text('cli.kit.no-folder'));
    if (others.length > 0) throw new UsageError(text('cli.kit.one-folder', { word: others[0] ?? '' }));
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
        if (!(await mayWrite(path, file))) throw new UsageError(text('cli.kit.other-file', { path }));
      }
      for (const file of files) {
        ({ path } = file);
        await write(path, file.content);
      }
    } catch (error) {
      if (error instanceof UsageError) throw error;
      await output.err(`reconnect: ${text('cli.kit.not-written', { path, code: codeOf(error) })}\n`);
      return exit.notChecked;
    }
    await output.out(`${text('cli.kit.written', { folder, count: readings.length })}\n`);
    return exit.ok;
  }
});

export const kit: Command = kitCommand();

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

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
