import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether the process that made something has ended, so that whoever finds it may remove it. */
export function isGone(pid: string): boolean {
  try {
    // The state stands after the program's name, which is in brackets. A zombie holds nothing any more.
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return true;
    throw error;
  }
}

const prefix = 'reconnect-lab-';

// What runs that were killed left behind.
for (const name of readdirSync(tmpdir())) {
  const maker = name.startsWith(prefix) ? /^\d+/.exec(name.slice(prefix.length))?.[0] : undefined;
  if (maker !== undefined && isGone(maker)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
}

/** Folder of this run for homes, certificates, ini files and logs. Removed by `cleanUp`. */
export const scratch = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));

const undo: (() => void)[] = [() => rmSync(scratch, { recursive: true, force: true })];

/** Registers synchronous work for the end, newest first, for what a failed test left behind. */
export function atExit(work: () => void): void {
  undo.push(work);
}

/** Ends what is still there. Each test file calls it last; the end of the process does too. */
export function cleanUp(): void {
  while (undo.length > 0) {
    try {
      undo.pop()?.();
    } catch (error) {
      // The remaining entries must still run, and there is nobody left to hand the error to.
      process.stderr.write(`lab clean-up: ${String(error)}\n`);
    }
  }
}

process.once('exit', cleanUp);

let last = 0;

/** A path in the scratch folder that no one else in this run uses. */
export function freshPath(name: string): string {
  last += 1;
  return join(scratch, `${last}-${name}`);
}
