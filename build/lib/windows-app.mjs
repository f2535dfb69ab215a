import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, ensureCli, ensureWindow, vite } from './build-app.mjs';
import { putWindowsKoffi } from './koffi.mjs';
import { inRoot } from './paths.mjs';
import { windowSources } from './sources.mjs';

/** The app as it goes to a Windows PC: what `electron <folder>` starts there, and `out/main/cli.js` in it for Node. */
export const windowsApp = inRoot('out/windows/app');
/** The same app with a recording for what Wine lacks: for the tests of the window, and never part of the release. */
export const windowsStandInApp = inRoot('out/windows/stand-in-app');
/** Programs of the tests that run on Windows, by the path of their source below `e2e/windows`. Never part of the app. */
export const windowsPrograms = inRoot('out/windows/programs');

/** What the app consists of. All else that main loads is bundled. */
const appParts = ['package.json', 'out/main', 'out/preload', 'out/renderer'];
const koffiSources = ['package-lock.json', 'build/lib/koffi.mjs', 'build/lib/windows-app.mjs'];

/** Puts the Windows app together, if a part of it changed. */
export async function ensureWindowsApp() {
  await ensureCli();
  await ensureWindow();
  const sources = [...windowSources, ...koffiSources];
  const product = join(windowsApp, 'out/main/index.js');
  await ensure('windows-app', 'the Windows app', sources, product, async (folder) => {
    for (const part of appParts) cpSync(inRoot(part), join(folder, part), { recursive: true });
    await putWindowsKoffi(folder);
    replace(windowsApp, folder);
  });
}

/** Puts that app together, if a part of it changed: the window's own parts are those of the Windows app. */
export async function ensureWindowsStandInApp() {
  await ensureWindowsApp();
  const config = 'build/vite.windows-stand-in.config.mjs';
  const sources = [...windowSources, 'e2e/windows', config, ...koffiSources];
  const product = join(windowsStandInApp, 'out/main/index.js');
  await ensure(
    'windows-stand-in-app',
    'the Windows app with its stand-in',
    sources,
    product,
    async (folder) => {
      const main = join(folder, 'out/main');
      await vite(['vite/bin/vite.js', 'build', '--config', config, '--outDir', main]);
      for (const part of ['package.json', 'out/preload', 'out/renderer', 'node_modules'])
        cpSync(join(windowsApp, part), join(folder, part), { recursive: true });
      replace(windowsStandInApp, folder);
    }
  );
}

/** Builds the programs of the tests, if their sources changed. */
export async function ensureWindowsPrograms() {
  const config = 'build/vite.windows-programs.config.mjs';
  const sources = ['e2e/windows', 'main', 'shared', 'tsconfig.json', config, ...koffiSources];
  const product = join(windowsPrograms, 'programs/read.js');
  await ensure('windows-programs', 'the programs of the Windows tests', sources, product, async (folder) => {
    await vite(['vite/bin/vite.js', 'build', '--config', config, '--outDir', folder]);
    await putWindowsKoffi(folder);
    replace(windowsPrograms, folder);
  });
}

/** @param {string} folder @param {string} by */
function replace(folder, by) {
  mkdirSync(join(folder, '..'), { recursive: true });
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  renameSync(by, folder);
}
