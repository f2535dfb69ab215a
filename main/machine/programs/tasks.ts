import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { isUnavailable } from '../../../shared/model/machine-image';
import { WriteFailed } from '../writing';
import type { Ended, RunProgram } from './run';

/** Windows' own scheduled tasks, by their names: `\Folder\name`. */
export interface Tasks {
  /**
   * Makes a task, or makes it anew, and comes back when Windows tells it as it was given.
   *
   * @param xml its definition https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema
   * @throws WriteFailed
   */
  readonly create: (name: string, xml: string) => Promise<void>;
  /**
   * Takes a task away. One that is not there is away already.
   *
   * @throws WriteFailed where it is still there
   */
  readonly remove: (name: string) => Promise<void>;
}

const deadlineMs = 20_000;
const outputLimit = 1024 * 1024;

/**
 * By `schtasks.exe`, whose words are in the language of the PC and are not read.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/schtasks
 *
 * @param folder in which nobody may write who may not make tasks: its definition stands there for a moment, and whoever could
 *   change it would have SYSTEM run what they like
 */
export function tasksBy(run: RunProgram, folder: string): Tasks {
  const schtasks = async (...args: string[]): Promise<Ended> => {
    const ended = await run(
      { program: 'schtasks.exe', args, encoding: 'oem', deadlineMs, outputLimit },
      new AbortController().signal
    );
    if (isUnavailable(ended)) throw new WriteFailed(ended.detail ?? ended.unavailable);
    return ended;
  };
  const told = async (name: string): Promise<string | null> => {
    const { status, stdout } = await schtasks('/query', '/tn', name, '/xml');
    return status === 0 ? stdout : null;
  };
  return {
    create: async (name, xml) => {
      const path = join(folder, `task-${randomBytes(16).toString('hex')}.xml`);
      try {
        await writeNew(path, `\ufeff${xml}`);
        const { status } = await schtasks('/create', '/tn', name, '/xml', path, '/f');
        if (status !== 0) throw new WriteFailed(`schtasks ended with ${status}`);
      } finally {
        await rm(path, { force: true });
      }
      const there = await told(name);
      if (there === null) throw new WriteFailed('the task is not there');
      // What says nothing about a task contradicts nothing.
      if (there.includes('<Task') && commandsOf(there) !== commandsOf(xml))
        throw new WriteFailed('the task is another one');
    },
    remove: async (name) => {
      const { status } = await schtasks('/delete', '/tn', name, '/f');
      if (status !== 0 && (await told(name))?.includes('<Task') === true)
        throw new WriteFailed(`schtasks ended with ${status}`);
    }
  };
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text, 'utf16le');
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new WriteFailed((error as NodeJS.ErrnoException).code ?? String(error));
  }
}

const parser = new XMLParser({ parseTagValue: false });

/**
 * What a task runs, and as whom. Only the part that the console's code page leaves as it is: of the rest it makes other signs
 * or question marks.
 */
function commandsOf(xml: string): string {
  try {
    const { Task } = parser.parse(xml) as {
      readonly Task?: {
        readonly Principals?: { readonly Principal?: { readonly UserId?: string } };
        readonly Actions?: { readonly Exec?: unknown };
      };
    };
    const said = [Task?.Principals?.Principal?.UserId, Task?.Actions?.Exec];
    return JSON.stringify(said).replace(/[^ -~]|\?/g, '');
  } catch (error) {
    throw new WriteFailed(`the task cannot be read back: ${error instanceof Error ? error.message : ''}`);
  }
}
