import {
  cpSync,
  existsSync,
  lchownSync,
  mkdtempSync,
  chmodSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { electronRuntime } from '../electron-runtime.mjs';
import { buildLock, windowStamp } from './build-app.mjs';
import { forOrdinaryUser, shortHash } from './electron-access.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder, inRoot, isRoot, root } from './paths.mjs';
import { makeFolder, openToAll } from './permissions.mjs';
import { ask } from './run.mjs';
import { sandboxObstacle } from './sandbox.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * How to start the built app here.
 * @typedef {object} Launch
 * @property {string} executable what to run, as Playwright's `executablePath` too
 * @property {string} app folder to give it as its first argument
 * @property {string} profiles folder for the profiles of tests; each is handed to the user that the app runs as
 * @property {{ uid: number, gid: number } | null} user whom it runs as; null for the person's own self
 */

/**
 * Gets a runtime and makes it startable. The app must have been built.
 * @returns {Promise<Launch | { missing: string }>}
 */
export async function prepareLaunch() {
  const runtime = await electronRuntime();
  if ('missing' in runtime) return runtime;
  const lacking = await ensureSystemPackages(['window']);
  if (lacking) return { missing: `Electron lacks libraries of this system: ${lacking.command}` };

  if (!isRoot) {
    const { executable } = runtime;
    const obstacle = process.platform === 'linux' ? sandboxObstacle(runtime) : undefined;
    if (obstacle) return { missing: obstacle };
    return {
      executable,
      app: root,
      profiles: join(cacheFolder(), 'tests'),
      user: null
    };
  }
  const user = ordinaryUser();
  if (!user)
    return { missing: 'Electron refuses to run as root, and this system has no user "nobody" to run it as' };
  const canReach = (/** @type {string[]} */ ...paths) => canRead(user, paths);
  const { executable } = await forOrdinaryUser(runtime, user, canReach);
  const home = join(cacheFolder(), `home-${user.uid}`);
  makeFolder(home, 0o700);
  lchownSync(home, user.uid, user.gid);
  // Beside the home, not in it: in a folder of that user's, root would be led wherever a link there points.
  const profiles = join(cacheFolder(), `profiles-${user.uid}`);
  makeFolder(profiles, 0o711);
  handOverDisplay(user, home);
  const app = canReach(...appParts.map((part) => inRoot(part))) ? root : await copyOfApp();
  return {
    executable: wrapper(executable, user, home),
    app,
    profiles,
    user
  };
}

/**
 * Electron refuses root unless its sandbox is off, and ours stays on. "nobody" is on every Linux, so the set-up need not
 * add an account to the machine; all that it needs of its own (home, runtime folder) is handed to it.
 */
function ordinaryUser() {
  const uid = Number(ask('id', ['-u', 'nobody']).text);
  const gid = Number(ask('id', ['-g', 'nobody']).text);
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}

/** @param {{ uid: number, gid: number }} user */
const as = (user) => [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];

/** Whether that user can read all below these paths. @param {{ uid: number, gid: number }} user @param {string[]} paths */
function canRead(user, paths) {
  const unreadable = [...paths, '!', '-readable', '-print', '-quit'];
  const { ok, text } = ask('setpriv', [...as(user), 'find', ...unreadable], { cwd: '/' });
  return ok && text === '';
}

const authority = (/** @type {string} */ home) => join(home, '.Xauthority');

/**
 * Gives that user the key to the display, which xvfb-run and display managers write where root alone can read it. Merged
 * by that user, so that root writes nothing in a folder of somebody else's.
 * @param {{ uid: number, gid: number }} user @param {string} home
 */
function handOverDisplay(user, home) {
  const display = process.env['DISPLAY'];
  const { ok, text: key } = display ? ask('xauth', ['nlist', display]) : { ok: false, text: '' };
  if (!ok || key === '') return; // No xauth or no key: whatever lets root in is all there is.
  ask('setpriv', [...as(user), 'xauth', '-f', authority(home), 'nmerge', '-'], { input: key, cwd: '/' });
}

/**
 * A program that starts Electron as that user: one path, because Playwright takes one.
 * @param {string} executable @param {{ uid: number, gid: number }} user @param {string} home
 */
function wrapper(executable, user, home) {
  const script = [
    '#!/bin/sh',
    `home=${quoted(home)}`,
    `if [ -e ${quoted(authority(home))} ]; then export XAUTHORITY=${quoted(authority(home))}; fi`,
    `exec setpriv ${as(user).join(' ')} env HOME="$home" XDG_RUNTIME_DIR="$home" XDG_CONFIG_HOME="$home/config" ${quoted(executable)} "$@"`
  ];
  const name = `${basename(dirname(executable))}-${shortHash(realpathSync(executable))}-as-${user.uid}`;
  const file = join(cacheFolder(), name);
  const temporary = `${file}-${process.pid}`;
  writeFileSync(temporary, `${script.join('\n')}\n`);
  chmodSync(temporary, 0o755);
  renameSync(temporary, file);
  return file;
}

/** For a shell. @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** What the app consists of. All that main loads is bundled, so it needs no node_modules. */
const appParts = ['package.json', 'out/main', 'out/preload', 'out/renderer'];

/** The built app in a place that an ordinary user can enter; made while no build changes it, and named after that build. */
function copyOfApp() {
  return withLock(
    buildLock,
    async () => copyBuild(readFileSync(windowStamp, 'utf8').slice(0, 16)),
    'building'
  );
}

/** @param {string} build */
function copyBuild(build) {
  const copy = join(cacheFolder(), `app-${build}`);
  if (existsSync(copy)) return copy;
  removeOldCopies();
  const temporary = mkdtempSync(join(cacheFolder(), 'copy-'));
  for (const part of appParts) cpSync(inRoot(part), join(temporary, part), { recursive: true });
  openToAll(temporary);
  try {
    renameSync(temporary, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
    rmSync(temporary, { recursive: true, force: true }); // Somebody else made the same copy at the same moment.
  }
  return copy;
}

/** Those of earlier builds, unless an app that somebody still has open may be running from them. */
function removeOldCopies() {
  const dayAgo = Date.now() - 24 * 60 * 60 * 1000;
  for (const name of readdirSync(cacheFolder())) {
    const path = join(cacheFolder(), name);
    if (/^app-[0-9a-f]{16}$/.test(name) && statSync(path).mtimeMs < dayAgo)
      rmSync(path, { recursive: true, force: true });
  }
}
