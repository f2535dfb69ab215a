import { fileURLToPath } from 'node:url';
import { giveBackToOwner } from './give-back.mjs';
import { ensurePackages, SetUpError } from './packages.mjs';
import { modernNode } from './paths.mjs';
import { runInPlace } from './run.mjs';
import { say } from './say.mjs';

/** sysexits.h EX_UNAVAILABLE: a part that is needed is missing. */
export const unavailable = 69;

/** Whether this process may load the tools: vite, vitest and the rest want a newer Node than many machines have. */
const isModern = Number(process.versions.node.split('.')[0]) >= 24;

/**
 * Starts a script of this folder: packages first, then `main` under Node 24, whatever Node the script was started with.
 * @param {string} url `import.meta.url` of the script
 * @param {(args: string[]) => Promise<number | undefined>} main gives the exit status; undefined leaves it to what was started
 */
export async function entry(url, main) {
  process.on('exit', giveBackToOwner);
  try {
    await ensurePackages();
    const args = process.argv.slice(2);
    const status = isModern ? await main(args) : await runInPlace(modernNode, [fileURLToPath(url), ...args]);
    if (status !== undefined) process.exitCode = status;
  } catch (error) {
    const line = machinesFault(error);
    if (line === undefined) throw error;
    say(line);
    process.exitCode = unavailable;
  }
}

/** What a person can mend without reading our code. @type {Readonly<Record<string, string>>} */
const faults = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up'
};

/** One line for what this machine lacks; undefined for a mistake of ours, which wants its stack trace. @param {unknown} error */
export function machinesFault(error) {
  if (error instanceof SetUpError) return error.message;
  const { code = '', path, dest, syscall } = /** @type {NodeJS.ErrnoException & { dest?: string }} */ (error);
  const fault = faults[code];
  if (fault === undefined) return undefined;
  const where = dest ?? path ?? syscall;
  return `${fault}${where ? `: ${where}` : ''} (${code})`;
}

/** npm runs scripts in the checkout; relative paths in arguments mean the folder the person is in. */
export function personsFolder() {
  return process.env['INIT_CWD'] ?? process.cwd();
}
