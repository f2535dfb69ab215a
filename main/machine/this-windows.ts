import { NotReadable, type Door } from './door';
import { isAvailable, prepare } from './native';
import { readByScript } from './powershell/read-by-script';
import { writeScript } from './powershell/script';
import { openSession, type ScriptSession, type SessionOptions } from './powershell/session';
import { runFrom, systemFolder } from './programs/run';
import { remotePc } from './remote-pc';
import { thisPc, type Ways } from './this-pc';
import { thisPcWriting, windowsWriters } from './this-pc-writing';
import { wayOfOne } from './way';
import { windowsWays } from './windows-ways';
import type { WritableMachine } from './writing';

/** @throws NotReadable where there is no Windows to read, nor to read another one from */
function needWindows(): void {
  if (process.platform !== 'win32') throw new NotReadable('cli.this-pc.not-windows');
}

/**
 * The real ways to this PC, and the end of what they started.
 *
 * @throws NotReadable
 */
export function openWays(): { readonly ways: Ways; readonly close: () => Promise<void> } {
  return openWith({});
}

function openWith(options: SessionOptions): {
  readonly session: ScriptSession;
  readonly ways: Ways;
  readonly close: () => Promise<void>;
} {
  needWindows();
  // Starts no process before it is asked for something that nothing else knows.
  const session = openSession(options);
  return { session, ways: windowsWays(wayOfOne(readByScript(session))), close: () => session.close() };
}

/**
 * This PC, to be changed with the rights of this process.
 *
 * @throws NotReadable
 */
export function openWritable(): { readonly machine: WritableMachine; readonly close: () => Promise<void> } {
  // What reads and what changes are one PowerShell; where nothing is to be changed, the half that changes is not loaded.
  const { session, ways, close } = openWith({ more: writeScript });
  const machine = thisPc(ways);
  const run = runFrom(systemFolder());
  return { machine: thisPcWriting(machine, windowsWriters({ session, run, machine })), close };
}

/** Loads what native calls need, which takes up to a fifth of a second: before there is a window that it could hold up. */
export function prepareDoor(): void {
  if (process.platform === 'win32' && isAvailable()) prepare();
}

/** The way in to this PC, and from it to others. */
export const thisWindows: Door = {
  open: (other) => {
    needWindows();
    if (other !== null) return remotePc(other);
    const { ways, close } = openWays();
    return { ...thisPc(ways), close };
  }
};
