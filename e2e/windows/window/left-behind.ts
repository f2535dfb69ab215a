import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** The persons' own journals, and the files of sealed passwords beside them. */
export function ownJournals(): { readonly text: string; readonly secrets: readonly string[] } {
  const folders = appDataFolders().map((folder) => join(folder, 'Changes'));
  const files = folders.map((folder) => join(folder, 'changes.jsonl')).filter((file) => existsSync(file));
  const secrets = folders.map((folder) => join(folder, 'secrets')).filter((folder) => existsSync(folder));
  return {
    text: files.map((file) => readFileSync(file, 'utf8')).join(''),
    secrets: secrets.flatMap((folder) => readdirSync(folder))
  };
}

/** One record of a journal, as far as a test looks at it. */
export interface NotedRecord {
  readonly record: string;
  readonly id: string;
  readonly fix?: string;
}

const journal = (name: string): string => join(machineFolder(), 'Changes', name);

/** What the journal of the whole PC holds, read with none of the app's code. */
export function machineRecords(): NotedRecord[] {
  if (!existsSync(journal('changes.jsonl'))) return [];
  const lines = readFileSync(journal('changes.jsonl'), 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { readonly record: NotedRecord }).record);
}

/** The process that writes the journal of the whole PC at this moment, by Windows' number; null where none does. */
export function writingProcess(): number | null {
  if (!existsSync(journal('changes.lock'))) return null;
  const { pid } = JSON.parse(readFileSync(journal('changes.lock'), 'utf8')) as { readonly pid: number };
  return pid;
}

/**
 * Holds the lock of that journal in the name of a process that runs, as one that is slow does.
 *
 * @returns lets go of it
 */
export function holdJournal(pid: number): () => void {
  writeFileSync(journal('changes.lock'), JSON.stringify({ pid, token: 'of the lane' }));
  return () => rmSync(journal('changes.lock'), { force: true });
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
