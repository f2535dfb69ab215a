import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { inRoot, modernNode, root } from './paths.mjs';
import { runToStderr } from './run.mjs';
import { say } from './say.mjs';

// Inside node_modules, so that it goes when node_modules goes.
const stampFile = inRoot('node_modules/.reconnect-set-up');

/** Brings node_modules to what the lock file says, if it is not there yet. Quick when it is; safe when several start at once. */
export async function ensurePackages() {
  if (isReady()) return;
  await withLock(inRoot('out/.locks/packages'), install, 'installing packages');
}

function isReady() {
  return existsSync(modernNode) && readText(stampFile) === wanted();
}

async function install() {
  if (isReady()) return;
  if (!matchesLockFile()) {
    if (lstatSync(inRoot('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
      // npm would empty the folder it points to, which is somebody else's.
      throw new SetUpError(
        'node_modules is a link to a folder that does not fit package-lock.json; remove the link'
      );
    }
    say('installing packages (npm ci), once');
    await npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  }
  if (!existsSync(modernNode)) {
    say('installing Node 24 for the tools, once');
    await npm(['rebuild', 'node', '--ignore-scripts=false']);
  }
  writeFileSync(stampFile, wanted());
}

function wanted() {
  const lockFile = readText(inRoot('package-lock.json')) ?? '';
  return createHash('sha256').update(`${process.platform} ${process.arch} ${lockFile}`).digest('hex');
}

/**
 * Whether npm has already installed what the lock file names: npm keeps its own record in node_modules. Somebody who ran
 * `npm ci` by hand does not wait for a second one.
 */
function matchesLockFile() {
  const installed = readText(inRoot('node_modules/.package-lock.json'));
  const locked = readText(inRoot('package-lock.json'));
  if (!installed || !locked) return false;
  const there = packagesOf(installed);
  return Object.entries(packagesOf(locked)).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.devOptional ||
      entry.peer ||
      there[path]?.version === entry.version
  );
}

/** @param {string} lockFile @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} */
function packagesOf(lockFile) {
  return JSON.parse(lockFile).packages ?? {};
}

/** Runs npm, the one that started us where there is one. Fails with one line. @param {string[]} args */
export async function npm(args) {
  const script = process.env['npm_execpath'];
  const level = ['--loglevel=error'];
  const status = script?.endsWith('.js')
    ? await runToStderr(process.execPath, [script, ...args, ...level])
    : await runToStderr('npm', [...args, ...level], { shell: process.platform === 'win32' });
  if (status !== 0) throw new SetUpError(`npm ${args[0]} failed (${status}) in ${root}`);
}

/** Something that the set-up needs and could not get. The message is one line for the person. */
export class SetUpError extends Error {}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // Not there yet, which is an answer.
  }
}
