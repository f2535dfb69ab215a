import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nativeReaders } from '../machine/native';
import { asUnavailable } from '../machine/native/failure';
import { systemDirectory } from '../machine/native/library';
import type { PipeEnd } from '../machine/native/pipe-calls';
import { pipeAccess } from '../machine/native/pipe-client';
import { servePipe, type PipeServer } from '../machine/native/pipe-server';
import { markOf } from '../machine/native/process-mark';
import { startAsAdministrator } from '../machine/native/shell-execute';
import { isSid } from '../settings/parts/names';
import { elevations, type ElevationDeps } from './client';
import type { Caller, Door } from './door';

/**
 * The elevated side of this PC: that which is there, else a new one, for which Windows asks the person. Each wish that is not
 * met by one that is there has to come from the person.
 */
export const elevate = elevations(() => windowsElevation(appFolder()));

/**
 * How a broker is started and waited for on this PC.
 *
 * @param before what the program has to be told before the broker's own arguments: the folder of an app that is not packaged
 * @throws WindowsError, MissingCall
 */
export async function windowsElevation(before: readonly string[]): Promise<ElevationDeps> {
  const self = markOf(process.pid);
  if (self === null) throw new Error('this process does not run');
  const { sid } = (await nativeReaders.sections.identity()).identity;
  return {
    self,
    listen: (pipe) => Promise.resolve(typeof sid === 'string' ? pipeDoor(pipe, sid) : null),
    start: async (args) => {
      // An Electron that is told by its environment to be Node would take the broker's arguments for a script's.
      const asNode = process.env['ELECTRON_RUN_AS_NODE'];
      delete process.env['ELECTRON_RUN_AS_NODE'];
      try {
        return await startAsAdministrator(process.execPath, [...before, ...args], systemDirectory());
      } finally {
        if (asNode !== undefined) process.env['ELECTRON_RUN_AS_NODE'] = asNode;
      }
    }
  };
}

/** A packaged app is found by its program; before that Electron has to be told the folder. */
function appFolder(): string[] {
  if (__dirname.includes('app.asar')) return [];
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return [folder];
  throw new Error('no app around this file');
}

/**
 * Who may open the pipe: the person (of which the app is one program, and the broker another where they are the
 * administrator), administrators and SYSTEM; nobody over the network, whoever they are. No right to make instances of it.
 * Without a label of its own it is out of reach for programs of low integrity.
 * https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 */
export function pipeSecurity(sid: string): string {
  if (!isSid(sid)) throw new Error(`${sid} is no SID`);
  const rights = `0x${pipeAccess.toString(16)}`;
  const allow = [sid, 'SY', 'BA'].map((who) => `(A;;${rights};;;${who})`).join('');
  return `O:${sid}D:P(D;;FA;;;NU)${allow}`;
}

function pipeDoor(pipe: string, sid: string): Door | null {
  let server: PipeServer;
  try {
    server = servePipe(pipe, pipeSecurity(sid));
  } catch (error) {
    // Somebody has a pipe of that name, or Windows gives none: the app says so, and starts nothing.
    asUnavailable(error);
    return null;
  }
  let came: { readonly end: PipeEnd; readonly caller: Caller } | null = null;
  const first = server.first.then((end) => {
    const caller: Caller = {
      pid: end.peer,
      get stream() {
        return end.stream();
      }
    };
    came = { end, caller };
    return caller;
  });
  return {
    first,
    close: (kept) => {
      server.close();
      if (came === null || came.caller === kept) return;
      came.end.close();
    }
  };
}
