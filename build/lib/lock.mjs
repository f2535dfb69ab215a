import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { say } from './say.mjs';

const heartbeatMs = 5_000;
/** A lock whose holder has not shown life for this long is stale, whoever now has its process id. */
const staleAfterMs = 60_000;

/**
 * Runs `work` while holding the lock folder `path`; others wait. A lock left behind by a process that is gone is taken over.
 * @template Result @param {string} path @param {() => Promise<Result>} work @param {string} what named when somebody has to wait
 * @returns {Promise<Result>}
 */
export async function withLock(path, work, what) {
  await acquire(path, what);
  const heartbeat = setInterval(() => touch(path), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { recursive: true, force: true });
  }
}

/** @param {string} path @param {string} what */
async function acquire(path, what) {
  mkdirSync(dirname(path), { recursive: true });
  for (let round = 0; ; round += 1) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'holder'), `${hostname()} ${process.pid}`);
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (isStale(path)) removeStale(path);
    else {
      if (round === 10) say(`waiting for another process to finish: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** @param {string} path */
function isStale(path) {
  const age = ageOf(path);
  if (age === undefined) return false;
  const holder = holderOf(path);
  if (holder === undefined) return age > 5_000;
  return age > staleAfterMs || (holder.host === hostname() && !isAlive(holder.pid));
}

/**
 * Only the one whose rename succeeds removes it, and only if it still is the lock that was judged.
 * @param {string} path
 */
function removeStale(path) {
  const aside = `${path}.stale-${process.pid}-${Date.now()}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Somebody else was quicker; the next round looks again.
  }
  if (isStale(aside)) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, path);
}

/** @param {string} path */
function ageOf(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return undefined; // Released between two looks.
  }
}

/** @param {string} path */
function holderOf(path) {
  try {
    const [host, pid] = readFileSync(join(path, 'holder'), 'utf8').split(' ');
    return host && pid ? { host, pid: Number(pid) } : undefined;
  } catch {
    return undefined; // Being made or released at this moment.
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} path */
function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Taken away by somebody who thought it stale; the work itself is made of atomic renames and stays sound.
  }
}
