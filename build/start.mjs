import { readFileSync } from 'node:fs';
import { cliFile, ensureCli, ensureWindow } from './lib/build-app.mjs';
import { entry, personsFolder, unavailable } from './lib/entry.mjs';
import { inRoot, modernNode } from './lib/paths.mjs';
import { runInPlace } from './lib/run.mjs';
import { say } from './lib/say.mjs';

// `npm start`: with a verb of the command line the command line, otherwise the window.
await entry(import.meta.url, async (args) => {
  /** @type {string[]} */
  const words = JSON.parse(readFileSync(inRoot('main/verbs.json'), 'utf8'));
  if (words.includes(args[0] ?? '')) {
    await ensureCli();
    return runInPlace(modernNode, [cliFile, ...args], { cwd: personsFolder() });
  }
  return openWindow(args);
});

/** @param {string[]} args */
async function openWindow(args) {
  const instead = 'works without a window: npm start -- check <host>, npm start -- explain <code>';
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    say(`no display to open the window on (DISPLAY is not set); ${instead}`);
    return unavailable;
  }
  const { prepareLaunch } = await import('./lib/launch.mjs');
  await ensureWindow();
  const launch = await prepareLaunch();
  if ('missing' in launch) {
    say(`${launch.missing}; ${instead}`);
    return unavailable;
  }
  return runInPlace(launch.executable, [launch.app, ...args], { cwd: personsFolder() });
}
