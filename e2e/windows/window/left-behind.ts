import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { session } from '../session';

// What the app leaves on a PC, in the folders of the prefix: looked at from outside of Windows.

const drive = (...parts: readonly string[]): string =>
  join(session().env['WINEPREFIX'] ?? '', 'drive_c', ...parts);

/** Journal of the whole PC; it stands beside the app's folder for machine scope. */
export const machineFolder = (): string => drive('ProgramData', 'Reconnect');
const taskFolder = (): string => drive('windows', 'system32', 'tasks', 'Reconnect');

function appDataFolders(): string[] {
  const users = drive('users');
  return readdirSync(users).flatMap((user) =>
    ['Local', 'Roaming'].map((kind) => join(users, user, 'AppData', kind, 'Reconnect'))
  );
}

/** Takes out journals, profiles and tasks: the next PC was never changed by the app. */
export function forgetChanges(): void {
  for (const folder of [machineFolder(), taskFolder(), ...appDataFolders()])
    rmSync(folder, { recursive: true, force: true });
}

/** Names of the app's scheduled tasks. Of their definitions Wine keeps no action and no trigger. */
export const storedTasks = (): ReadonlySet<string> =>
  new Set(existsSync(taskFolder()) ? readdirSync(taskFolder()) : []);

/** Milliseconds between two looks; a definition lies there while schtasks.exe runs, which is much longer. */
const lookEvery = 10;

/**
 * Takes the definitions of tasks as the app gives them to Windows, from the files that it gives them in.
 *
 * @returns stops it, and gives them by the names of the files
 */
export function catchDefinitions(): () => readonly string[] {
  const caught = new Map<string, string>();
  const timer = setInterval(() => {
    if (!existsSync(machineFolder())) return;
    for (const name of readdirSync(machineFolder(), { recursive: true, encoding: 'utf8' })) {
      if (!/task-[0-9a-f]+\.xml$/.test(name)) continue;
      try {
        caught.set(name, readFileSync(join(machineFolder(), name), 'utf16le').replace(/^\uFEFF/, ''));
      } catch {
        // It has done its duty and is gone.
      }
    }
  }, lookEvery);
  return () => {
    clearInterval(timer);
    return [...caught.values()];
  };
}
