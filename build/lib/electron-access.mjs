import { createHash } from 'node:crypto';
import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdtemp, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readVersion } from './electron-files.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder } from './paths.mjs';
import { isRootsAlone, openToAll } from './permissions.mjs';

/** @typedef {import('./electron-files.mjs').Runtime} Runtime */

/**
 * As root: makes a runtime fit for an ordinary user, readable for that user and with a sandbox helper that may do its work.
 * https://chromium.googlesource.com/chromium/src/+/main/docs/linux/suid_sandbox_development.md
 * @param {Runtime} runtime @param {{ gid: number }} user @param {(path: string) => boolean} canReach whether that user
 * gets at the path and all below
 * @returns {Promise<Runtime>} a copy in the cache where the user may not enter the original's folder, or where somebody
 * else than root can change it: a program with root's rights must not lie there
 */
export async function forOrdinaryUser(runtime, user, canReach) {
  const helperIn = (/** @type {string} */ folder) => join(folder, 'chrome-sandbox');
  const isSafe = !existsSync(helperIn(runtime.folder)) || isRootsAlone(helperIn(runtime.folder));
  const folder = isSafe && canReach(runtime.folder) ? runtime.folder : await copyOf(runtime, user.gid);
  const helper = helperIn(folder);
  const stat = lstatSync(helper, { throwIfNoEntry: false });
  if (stat?.isFile() && (stat.mode & 0o4777) !== 0o4755) await chmod(helper, 0o4755);
  return { ...runtime, folder, executable: join(folder, basename(runtime.executable)) };
}

/** @param {Runtime} runtime @param {number} gid */
async function copyOf({ folder, executable, from }, gid) {
  const { size, mtimeMs } = statSync(executable);
  const origin = shortHash(`${realpathSync(folder)} ${size} ${mtimeMs}`);
  const copy = join(cacheFolder(), `electron-${readVersion(folder) ?? 'unknown'}-${from}-${origin}`);
  const make = async () => {
    if (existsSync(copy)) return;
    const temporary = await mkdtemp(join(cacheFolder(), 'copy-'));
    await cp(folder, temporary, { recursive: true });
    openToAll(temporary);
    // For that user alone: the helper in it comes from a folder that somebody else may have filled.
    await chown(temporary, 0, gid);
    await chmod(temporary, 0o750);
    await rename(temporary, copy);
  };
  await withLock(join(cacheFolder(), 'locks', basename(copy)), make, 'copying Electron');
  return copy;
}

/** Tells names in the cache apart whose originals have the same name. @param {string} text */
export function shortHash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
