// What `electron <folder>` runs when the runtime came out of a packed app, which has no default app of its own. The same
// contract as Electron's: https://github.com/electron/electron/blob/main/default_app/main.ts
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');
const Module = require('node:module');

const args = process.argv.slice(1);
let index = 0;
/** @type {string[]} */
const preloads = [];
for (; index < args.length; index += 1) {
  const arg = args[index] ?? '';
  if (arg === '-r' || arg === '--require') {
    index += 1;
    preloads.push(args[index] ?? '');
  } else if (!arg.startsWith('-')) break;
}

const folder = args[index];
if (folder === undefined) {
  process.stderr.write('usage: electron [switches] <folder of an app>\n');
  app.exit(64);
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  for (const preload of preloads) require(path.resolve(preload));
  start(path.resolve(folder));
}

/**
 * @typedef {import('electron').App & { setVersion(version: string): void, setAppPath(path: string): void }} FullApp what
 *   Electron's own default app uses too, though its types leave it out
 * @param {string} appPath
 */
function start(appPath) {
  const whole = /** @type {FullApp} */ (app);
  const manifest = JSON.parse(fs.readFileSync(path.join(appPath, 'package.json'), 'utf8'));
  whole.setName(manifest.productName ?? manifest.name);
  whole.setVersion(manifest.version);
  whole.setAppPath(appPath);
  const main = path.join(appPath, manifest.main ?? 'index.js');
  // So that `require.main` is the app's own file, as in a packed app.
  /** @type {{ _load(file: string, parent: unknown, isMain: boolean): void }} */ (
    /** @type {unknown} */ (Module)
  )._load(main, Module, true);
}
