import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { SetUpError } from './packages.mjs';
import { inRoot, modernNode, root } from './paths.mjs';
import { runToStderr } from './run.mjs';
import { say } from './say.mjs';
import { cliSources, fingerprint, isFresh, windowSources } from './sources.mjs';

/** The built command line: one file, plain Node. */
export const cliFile = inRoot('out/main/cli.js');
const windowEntry = inRoot('out/main/index.js');
/** Held while `out/` changes. */
export const buildLock = inRoot('out/.locks/build');
/** Names what the window in `out/` was built from. */
export const windowStamp = stampOf('window');

/** Builds the command line if its sources changed. Others that want the same wait for the first. */
export async function ensureCli() {
  await ensure('cli', 'the command line', cliSources, cliFile, async (folder) => {
    // Its own process, as vite may print to stdout, which is not ours to use.
    await vite(['vite/bin/vite.js', 'build', '--config', 'build/vite.cli.config.mjs', '--outDir', folder]);
    install(folder, inRoot('out/main'), false);
  });
}

/** Builds main, preload and renderer if their sources changed. */
export async function ensureWindow() {
  await ensure('window', 'the app', windowSources, windowEntry, async (folder) => {
    await vite(['electron-vite/bin/electron-vite.js', 'build', '--outDir', folder]);
    for (const part of ['main', 'preload', 'renderer'])
      install(join(folder, part), inRoot('out', part), true);
  });
}

/** @param {string} name */
function stampOf(name) {
  return inRoot('out', `.${name}-sources`);
}

/**
 * Builds something if its sources changed, one build at a time.
 * @param {string} name of its stamp @param {string} what as a person calls it @param {readonly string[]} sources
 * @param {string} product its file that must be there @param {(folder: string) => Promise<void>} build gets a folder of its own
 * to build into
 */
export async function ensure(name, what, sources, product, build) {
  const stamp = stampOf(name);
  const isDone = () => existsSync(product) && isFresh(stamp, fingerprint(sources));
  if (isDone()) return;
  const make = async () => {
    if (isDone()) return;
    // Taken before the build, so that a change in the middle of it makes the next start build again.
    const wanted = fingerprint(sources);
    say(`building ${what}`);
    const folder = inRoot('out', `.building-${name}`);
    rmSync(folder, { recursive: true, force: true });
    await build(folder);
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(stamp, wanted);
  };
  await withLock(buildLock, make, 'building');
}

/** Runs a tool of Vite's. @param {[string, ...string[]]} command path in node_modules, arguments */
export async function vite([script, ...args]) {
  const env = { ...process.env, NODE_ENV: 'production', ...(process.stderr.isTTY ? {} : { NO_COLOR: '1' }) };
  const status = await runToStderr(
    modernNode,
    [inRoot('node_modules', script), ...args, '--logLevel', 'warn'],
    {
      env,
      cwd: root
    }
  );
  if (status !== 0) throw new SetUpError('the build failed; what is wrong stands above');
}

/**
 * Puts built files in place one by one, each at once and whole: somebody may be running the ones before.
 * @param {string} from @param {string} to @param {boolean} removeOld whether files that were not built now go
 */
function install(from, to, removeOld) {
  const built = filesIn(from);
  // Entry files last, so that whoever starts one finds the parts it loads.
  for (const file of [...built].sort((a, b) => b.split(/[\\/]/).length - a.split(/[\\/]/).length)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    renameSync(join(from, file), join(to, file));
  }
  if (!removeOld) return;
  for (const file of filesIn(to)) {
    if (!built.includes(file) && join(to, file) !== cliFile) rmSync(join(to, file));
  }
}

/** @param {string} folder @param {string} [below] @returns {string[]} relative paths */
function filesIn(folder, below = '') {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = join(below, name);
    return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : [path];
  });
}
