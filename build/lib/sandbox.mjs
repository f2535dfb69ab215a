import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './run.mjs';

/** @typedef {import('./electron-files.mjs').Runtime} Runtime */

/**
 * What keeps Chromium's sandbox from starting for an ordinary user on this Linux: it needs user namespaces or a setuid
 * helper, and without either Electron ends at once with a stack trace.
 * https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md
 * @param {Runtime} runtime
 * @param {{ setting: (name: string) => string | undefined, profile: () => string }} [system] kernel settings, and the
 * AppArmor profile that this Electron gets
 * @returns {string | undefined} in one line, with the command that helps
 */
export function sandboxObstacle({ folder, executable }, system) {
  const { setting, profile } = system ?? { setting: kernelSetting, profile: () => profileOf(executable) };
  const helper = join(folder, 'chrome-sandbox');
  if (!existsSync(helper) || isSetuidRoot(helper)) return undefined;
  const isForbidden =
    setting('kernel/unprivileged_userns_clone') === '0' ||
    setting('user/max_user_namespaces') === '0' ||
    // A profile of its own, whatever its name, is how a system allows one program what it denies to the rest.
    (setting('kernel/apparmor_restrict_unprivileged_userns') === '1' && profile() === 'unconfined');
  if (!isForbidden) return undefined;
  return `this system forbids user namespaces, which Electron's sandbox needs; its helper works instead after: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
}

/** @param {string} file */
function isSetuidRoot(file) {
  const { uid, mode } = statSync(file);
  return uid === 0 && (mode & 0o4001) === 0o4001;
}

/** @param {string} name */
function kernelSetting(name) {
  const file = join('/proc/sys', name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** @param {string} executable */
function profileOf(executable) {
  const read = "require('fs').readFileSync('/proc/self/attr/current', 'utf8')";
  return ask(executable, ['-p', read], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }).text.trim();
}
