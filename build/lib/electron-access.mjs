import { existsSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdtemp, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readVersion } from './electron-files.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder, isRoot } from './paths.mjs';

/** @typedef {import('./electron-files.mjs').Runtime} Runtime */

/**
 * Makes a runtime fit for an ordinary user when this is root: readable for all, with a sandbox helper that may do its work.
 * https://chromium.googlesource.com/chromium/src/+/main/docs/linux/suid_sandbox_development.md
 * @param {Runtime} runtime @param {(path: string) => boolean} canReach whether that user gets at the path
 * @returns {Promise<Runtime>} a copy in the cache where the original is in a folder that the user may not enter
 */
export async function forOrdinaryUser(runtime, canReach) {
  let { folder } = runtime;
  if (!canReach(runtime.executable)) {
    const copy = join(cacheFolder(), `electron-${readVersion(folder) ?? 'unknown'}-${runtime.from}`);
    await withLock(
      join(cacheFolder(), 'locks', basename(copy)),
      () => copyOnce(folder, copy),
      'copying Electron'
    );
    folder = copy;
  }
  const helper = join(folder, 'chrome-sandbox');
  if (isRoot && existsSync(helper) && (statSync(helper).mode & 0o4777) !== 0o4755) {
    await chown(helper, 0, 0);
    await chmod(helper, 0o4755);
  }
  return { ...runtime, folder, executable: join(folder, basename(runtime.executable)) };
}

/** @param {string} from @param {string} to */
async function copyOnce(from, to) {
  if (existsSync(to)) return;
  const temporary = await mkdtemp(join(cacheFolder(), 'copy-'));
  await chmod(temporary, 0o755);
  await cp(from, temporary, { recursive: true });
  await rename(temporary, to);
}
