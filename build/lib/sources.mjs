import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/** What the command line is built from. */
export const cliSources = [
  'main',
  'shared',
  'build/vite.cli.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json'
];

/** What the window is built from. */
export const windowSources = [...cliSources, 'renderer', 'electron.vite.config.ts'];

/**
 * A short text that changes when any of these files does: from names, sizes and times alone, so that it costs milliseconds.
 * @param {readonly string[]} paths files and folders of the checkout
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, inRoot(path));
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} path */
function addTo(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) hash.update(`${path} absent\n`);
  else if (stat.isDirectory()) for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
  else if (!path.endsWith('.test.ts')) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
}

/** Whether what the stamp file stands for was made from this. @param {string} stampFile @param {string} wanted */
export function isFresh(stampFile, wanted) {
  try {
    return readFileSync(stampFile, 'utf8') === wanted;
  } catch {
    return false; // Not made yet.
  }
}
