import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { electronRuntime } from '../electron-runtime.mjs';
import { forOrdinaryUser } from './electron-access.mjs';
import { cacheFolder, inRoot, isRoot, root } from './paths.mjs';
import { ask } from './run.mjs';
import { fingerprint, windowSources } from './sources.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * How to start the built app here.
 * @typedef {object} Launch
 * @property {string} executable what to run, as Playwright's `executablePath` too
 * @property {string} app folder to give it as its first argument
 * @property {string} home folder that the user it runs as may write to
 * @property {{ uid: number, gid: number } | null} user whom it runs as; null for the person's own self
 * @property {string} electron version of the runtime
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
    const { folder, executable } = await forOrdinaryUser(runtime, () => true);
    return {
      executable,
      app: root,
      home: cacheFolder(),
      user: null,
      electron: versionOf(executable, folder)
    };
  }
  const user = ordinaryUser();
  if (!user)
    return { missing: 'Electron refuses to run as root, and this system has no user "nobody" to run it as' };
  const canReach = (/** @type {string} */ path) => ask('setpriv', [...as(user), 'test', '-r', path]).ok;
  const { folder, executable } = await forOrdinaryUser(runtime, canReach);
  const home = join(cacheFolder(), `home-${user.uid}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, user.uid, user.gid);
  const app = canReach(inRoot('out/main/index.js')) ? root : copyOfApp();
  return {
    executable: wrapper(executable, user, home),
    app,
    home,
    user,
    electron: versionOf(executable, folder)
  };
}

/** @param {string} executable @param {string} folder */
function versionOf(executable, folder) {
  const answer = ask(executable, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  });
  return answer.text.trim() || `unknown, in ${folder}`;
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

/**
 * A program that starts Electron as that user: one path, because Playwright takes one.
 * @param {string} executable @param {{ uid: number, gid: number }} user @param {string} home
 */
function wrapper(executable, user, home) {
  const script = [
    '#!/bin/sh',
    `exec setpriv ${as(user).join(' ')} env HOME='${home}' XDG_RUNTIME_DIR='${home}' XDG_CONFIG_HOME='${home}/config' '${executable}' "$@"`
  ];
  const file = join(cacheFolder(), `${basename(dirname(executable))}-as-${user.uid}`);
  const temporary = `${file}-${process.pid}`;
  writeFileSync(temporary, `${script.join('\n')}\n`, { mode: 0o755 });
  renameSync(temporary, file);
  return file;
}

/** The built app in a place that an ordinary user can enter. All that main loads is bundled, so it needs no node_modules. */
function copyOfApp() {
  const copy = join(cacheFolder(), `app-${fingerprint(windowSources).slice(0, 16)}`);
  if (existsSync(copy)) return copy;
  removeOldCopies();
  const temporary = mkdtempSync(join(cacheFolder(), 'copy-'));
  chmodSync(temporary, 0o755);
  cpSync(inRoot('package.json'), join(temporary, 'package.json'));
  for (const part of ['main', 'preload', 'renderer']) {
    cpSync(inRoot('out', part), join(temporary, 'out', part), { recursive: true });
  }
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
