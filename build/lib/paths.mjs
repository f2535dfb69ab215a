import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from './permissions.mjs';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A path inside the checkout. @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** Whether this process may install packages and has to hand Electron to an ordinary user. */
export const isRoot = process.platform !== 'win32' && process.getuid?.() === 0;

/** Node 24 of the `node` package, the one all tools run on. */
export const modernNode = inRoot('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Where downloads live, outside the checkout, so that a second clone finds them. As root the place is one that an
 * ordinary user can enter, because Electron is started as one.
 */
export function cacheFolder() {
  const folder = chooseCacheFolder();
  if (isRoot) makeFolder(folder, 0o755);
  else mkdirSync(folder, { recursive: true });
  return folder;
}

function chooseCacheFolder() {
  const { RECONNECT_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (RECONNECT_CACHE) return RECONNECT_CACHE;
  if (process.platform === 'linux' && isRoot) return '/var/cache/reconnect';
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'reconnect-build');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'reconnect');
}
