import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folder of this run for homes, certificates, ini files and logs. Removed by `cleanUp`. */
export const scratch = mkdtempSync(join(tmpdir(), 'reconnect-lab-'));

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
