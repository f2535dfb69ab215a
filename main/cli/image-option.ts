import { text } from '../../shared/text';
import type { MachineImage } from '../../shared/model/machine-image';
import { imageDesk, type ImageDesk } from '../changes/image-desk';
import { JournalCorrupt } from '../changes/journal';
import { partsOf, refusalName } from '../changes/refusal-words';
import type { RefusalReason, Refused } from '../changes/refused';
import { ImageRefused, readImageFile } from '../machine/read-image';
import { checkPlace, NotWritten, writeImageFile } from '../machine/write-image';
import { exit } from './exit-code';
import type { Output } from './output';
import { UsageError } from './usage-error';

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** What a verb that changes something is told about where and whether. */
export interface ChangeOptions {
  /** The recorded PC; null: the one that the command line runs on. */
  readonly on: string | null;
  /** Null where no recording is to be written. */
  readonly out: string | null;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** @throws UsageError */
export function readChangeOptions(options: Options): ChangeOptions {
  const dryRun = options['dry-run'] === true;
  const yes = options['yes'] === true;
  if (dryRun && yes) throw new UsageError(text('fix.error.both'));
  if (!dryRun && !yes) throw new UsageError(text('fix.error.choose'));
  const { on, out } = options;
  const json = options['json'] === true;
  if (on === undefined) {
    if (out !== undefined) throw new UsageError(text('fix.error.out-without-on'));
    return { on: null, out: null, dryRun, json };
  }
  if (typeof on !== 'string' || on === '') throw new UsageError(text('fix.error.empty-on'));
  const place = typeof out === 'string' && out !== '' ? out : null;
  if (yes && place === null) throw new UsageError(text('fix.error.no-out'));
  return { on, out: dryRun ? null : place, dryRun, json };
}

/** @throws UsageError for a file that is refused */
export async function readRecording(path: string): Promise<MachineImage> {
  if (/\.zip$/i.test(path)) throw new UsageError(text('cli.open.bundle', { path }));
  try {
    return await readImageFile(path);
  } catch (error) {
    if (!(error instanceof ImageRefused)) throw error;
    const { fault, place, expected } = error;
    throw new UsageError(text(`pc.image.${fault}`, { path, place, expected }));
  }
}

/** What a verb prints when it is over. */
export interface Said {
  readonly said: string;
  /** Why nothing was changed, in one line. */
  readonly refused?: string;
  readonly code: number;
}

/**
 * Opens a recording for being changed, changes it, and writes the result whole or not at all.
 *
 * @param change prints its result only when it is certain: what it returns is printed after the file is written
 * @throws UsageError
 */
export async function changeRecording(
  on: string,
  out: string | null,
  output: Output,
  change: (desk: ImageDesk) => Promise<Said>
): Promise<number> {
  const image = await readRecording(on);
  try {
    if (out !== null) await checkPlace(out);
    const desk = imageDesk(image);
    const { said, refused, code } = await change(desk);
    // What was refused has written nothing, not even a copy.
    if (out !== null && code === exit.ok) await writeImageFile(out, desk.image());
    await output.out(said);
    if (refused !== undefined) await output.err(`reconnect: ${refused}\n`);
    return code;
  } catch (error) {
    if (error instanceof JournalCorrupt)
      throw new UsageError(text('fix.error.journal', { path: on, place: error.place }));
    if (!(error instanceof NotWritten)) throw error;
    if (error.fault === 'other-file') throw new UsageError(text('fix.error.other-file', { path: out ?? '' }));
    await output.err(`reconnect: ${text('fix.error.not-written', { path: out ?? '', code: error.code })}\n`);
    return exit.notChecked;
  }
}

/** Why nothing was changed, in one line, and the exit status that it stands for. */
export const refusal = (refused: Refused): { refused: string; code: number } => ({
  refused: text(`fix.refused.${refusalName(refused)}`, {
    ...partsOf(refused),
    // Scripts look for the reading's own word.
    ...(refused.reason === 'unreadable' ? { detail: refused.detail } : {})
  }),
  code: notReached.includes(refused.reason) ? exit.notChecked : exit.problem
});

/** It is not the PC that is so that nothing can be done: it could not be read, or written. */
const notReached: readonly RefusalReason[] = ['unreadable', 'failed', 'no-expiry-task'];
