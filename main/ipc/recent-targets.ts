import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { recentTargetSchema, type RecentTarget } from '../../shared/ipc/contract';
import { logError } from '../log';

/** More than a person looks through. */
const most = 12;

export interface RecentTargets {
  /** Newest first. */
  readonly list: () => RecentTarget[];
  readonly remember: (typed: string) => void;
  readonly forget: (typed: string) => RecentTarget[];
  readonly clear: () => RecentTarget[];
}

/**
 * Remembers what was checked, in one small file. A file that cannot be read counts as empty, one that cannot be written
 * leaves the list in memory: remembering is a convenience and never stops a check.
 *
 * @param path of the file
 */
export function createRecentTargets(path: string): RecentTargets {
  let targets = read(path);
  const keep = (next: RecentTarget[]): RecentTarget[] => {
    targets = next;
    write(path, next);
    return next;
  };
  return {
    list: () => targets,
    remember: (typed) => {
      const others = targets.filter((target) => target.typed.toLowerCase() !== typed.toLowerCase());
      keep([{ typed, at: new Date().toISOString() }, ...others].slice(0, most));
    },
    forget: (typed) => keep(targets.filter((target) => target.typed !== typed)),
    clear: () => keep([])
  };
}

function read(path: string): RecentTarget[] {
  try {
    const parsed = z.array(recentTargetSchema).safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data.slice(0, most) : [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      logError('recent targets could not be read', error);
    return [];
  }
}

function write(path: string, targets: readonly RecentTarget[]): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, JSON.stringify(targets));
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    logError('recent targets could not be written', error);
  }
}
