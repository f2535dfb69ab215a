import { randomBytes } from 'node:crypto';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../machine/durable';
import { JournalUnusable, unusable } from './journal-unusable';

const lockFile = 'changes.lock';
const holderSchema = z.looseObject({ pid: z.number().int().min(1), token: z.string() });

const pollMs = 50;
const heartbeatMs = 30_000;
/** A holder that has not shown life for so long is gone, whoever has its process id now. */
const staleAfterMs = 600_000;
/** Between making the lock and writing into it lies next to nothing. */
const emptyAfterMs = 2000;

/** The right to write a journal. */
export interface Lock {
  /** @throws JournalUnusable `in-use` where somebody has taken it over; the system's error where the folder is gone */
  readonly check: () => Promise<void>;
  readonly release: () => Promise<void>;
}

/** What this process holds: a lock with its process id that is not among them was left by another with the same one. */
const held = new Set<string>();

/**
 * Takes the lock of a folder, waiting for whoever has it. One that was left behind by a process that is gone is taken over.
 *
 * @param waitMs how long to wait
 * @param onFull is called once where the disk is full, and may make room
 * @throws JournalUnusable
 */
export async function takeLock(folder: string, waitMs: number, onFull: () => Promise<void>): Promise<Lock> {
  const path = join(folder, lockFile);
  const token = randomBytes(12).toString('hex');
  const until = performance.now() + waitMs;
  let wasFull = false;
  held.add(token);
  for (;;) {
    try {
      await make(path, token);
      return lockOf(folder, path, token);
    } catch (error) {
      const isFull = unusable(folder, error).reason === 'disk-full';
      if (isFull && !wasFull) {
        wasFull = true;
        await onFull();
        continue;
      }
      if (!(await isTaken(path, error))) {
        held.delete(token);
        throw unusable(folder, error);
      }
    }
    await takeAway(path).catch((error: unknown) => {
      held.delete(token);
      throw unusable(folder, error);
    });
    if (performance.now() >= until) {
      held.delete(token);
      throw new JournalUnusable('in-use', folder);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function make(path: string, token: string): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(JSON.stringify({ pid: process.pid, token }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** On Windows a file that is being deleted refuses to be made again with EPERM or EACCES for a moment. */
async function isTaken(path: string, error: unknown): Promise<boolean> {
  if (codeOf(error) === 'EEXIST') return true;
  if (process.platform !== 'win32' || !['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) return false;
  return stat(path).then(
    () => true,
    (reason: unknown) => codeOf(reason) !== 'ENOENT'
  );
}

function lockOf(folder: string, path: string, token: string): Lock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    // Who lost the lock finds out when it next wants to write.
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  const isOurs = async (): Promise<boolean> => (await holderOf(path))?.token === token;
  return {
    check: async () => {
      if (await isOurs()) return;
      // Nobody took it over where there is no folder any more: the system's error says that better.
      await stat(folder);
      throw new JournalUnusable('in-use', folder);
    },
    release: async () => {
      clearInterval(heartbeat);
      held.delete(token);
      // A lock that cannot be taken away names a process that will be gone.
      if (await isOurs()) await rm(path, { force: true }).catch(() => undefined);
    }
  };
}

/** Takes a lock away whose holder is gone. A second lock keeps two from doing so at once, one of them to the other's new lock. */
async function takeAway(path: string): Promise<void> {
  if (!(await isStale(path))) return;
  const second = `${path}.stale`;
  try {
    await (await open(second, 'wx')).close();
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await ageOf(second)) > emptyAfterMs) await rm(second, { force: true });
    return;
  }
  if (await isStale(path)) await rm(path, { force: true });
  await rm(second, { force: true });
}

async function isStale(path: string): Promise<boolean> {
  const age = await ageOf(path);
  const holder = await holderOf(path);
  if (!holder) return age > emptyAfterMs;
  if (age > staleAfterMs) return true;
  return holder.pid === process.pid ? !held.has(holder.token) : !isAlive(holder.pid);
}

/** In milliseconds; a file from the future is as old as it is ahead: then the clock was set back. 0 where there is none. */
const ageOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs),
    () => 0
  );

/** Null where there is none, or nothing (yet) in it. */
async function holderOf(path: string): Promise<z.infer<typeof holderSchema> | null> {
  try {
    return holderSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null;
  } catch {
    // Not there, not readable at this moment, or half written: its age decides.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return codeOf(error) !== 'ESRCH';
  }
}
