import { createRequire } from 'node:module';
import { cliFile, ensureCli } from './lib/build-app.mjs';
import { entry, personsFolder } from './lib/entry.mjs';

// `npm run --silent cli -- …`: stdout holds the result alone. Once set up and built, it only runs.
await entry(import.meta.url, async (args) => {
  await ensureCli();
  process.chdir(personsFolder());
  // In this very process: one start of Node less.
  process.argv = [process.execPath, cliFile, ...args];
  createRequire(import.meta.url)(cliFile);
  return undefined;
});
