import { entry } from './lib/entry.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';
import { say } from './lib/say.mjs';

// Everything that `npm start` and `npm test` would set up by themselves, at once: for a machine that goes off line afterwards.
await entry(import.meta.url, async () => {
  const { electronRuntime } = await import('./electron-runtime.mjs');
  const lacking = await ensureSystemPackages(['window', 'app', 'lab']);
  if (lacking) say(`missing: ${lacking.missing.join(' ')}; to get them: ${lacking.command}`);
  const runtime = await electronRuntime();
  if ('missing' in runtime) say(runtime.missing);
  return 0;
});
