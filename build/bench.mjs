import { existsSync } from 'node:fs';
import { ensureCli } from './lib/build-app.mjs';
import { entry, unavailable } from './lib/entry.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { say } from './lib/say.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

// `npm run bench`: side-by-side timings against peers, on the same servers in the same run.
await entry(import.meta.url, async (args) => {
  const script = inRoot('bench/index.ts');
  if (!existsSync(script)) {
    say('there is nothing to measure: bench/index.ts does not exist');
    return unavailable;
  }
  const lacking = await ensureSystemPackages(['lab']);
  if (lacking) {
    say(`the servers to measure against are missing: ${lacking.command}`);
    return unavailable;
  }
  await ensureCli();
  // Through Vite, because sources leave extensions out of their imports, which Node alone insists on.
  const { runnerImport } = await import('vite');
  process.argv = [process.execPath, script, ...args];
  await runnerImport(script, { root, configFile: false, logLevel: 'warn' });
  return undefined;
});
