import { chmodSync, lchownSync, lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes a folder with exactly this mode: what `mkdir` is given is cut by the person's umask, and under 077 no other user
 * could enter. A folder that exists keeps its mode unless it is ours.
 * @param {string} folder @param {number} mode
 */
export function makeFolder(folder, mode) {
  const first = mkdirSync(folder, { recursive: true });
  if (first !== undefined) {
    for (let made = resolve(folder); made.length >= first.length; made = dirname(made)) chmodSync(made, mode);
  } else if (lstatSync(folder).uid === process.getuid?.()) chmodSync(folder, mode);
}

/**
 * Makes a copied tree ours, readable for all and writable for us alone, with no setuid left in it. As root the copies that
 * Node makes still belong to the owner of the original.
 * @param {string} path
 */
export function openToAll(path) {
  const stat = lstatSync(path);
  if (process.getuid?.() === 0) lchownSync(path, 0, 0);
  if (stat.isDirectory()) {
    chmodSync(path, 0o755);
    for (const name of readdirSync(path)) openToAll(join(path, name));
  } else if (stat.isFile()) chmodSync(path, stat.mode & 0o100 ? 0o755 : 0o644);
}

/**
 * Whether nobody but root can change what this path leads to: root owns it and each folder above, and others may not
 * write there. A sticky folder such as /tmp counts, as nobody may rename in it what is root's.
 * @param {string} path
 */
export function isRootsAlone(path) {
  let part = realpathSync(path);
  for (let isItself = true; ; isItself = false) {
    const { uid, mode } = lstatSync(part);
    const isSticky = !isItself && (mode & 0o1000) !== 0;
    if (uid !== 0 || ((mode & 0o022) !== 0 && !isSticky)) return false;
    if (part === dirname(part)) return true;
    part = dirname(part);
  }
}
