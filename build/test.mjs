import { entry } from './lib/entry.mjs';

// `npm test`: every lane; `npm test -- unit app`: some; further words are filters for their runners.
await entry(import.meta.url, async (args) => {
  const { hasTests, lanes } = await import('./lib/lanes.mjs');
  const named = args.filter((arg) => arg in lanes);
  const filters = args.filter((arg) => !(arg in lanes));
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const repeated = [];
  /** @type {string[]} */
  const skipped = [];

  for (const [name, lane] of Object.entries(lanes)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const lacking = hasTests(lane.folder) ? await lane.prepare() : `no test files in ${lane.folder}`;
    if (lacking !== null) {
      skipped.push(`lane ${name} skipped: ${lacking}`);
      total.skipped += 1;
      continue;
    }
    print(`lane ${name}`);
    const counts = await lane.run(filters);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.skipped > 0)
      skipped.push(`lane ${name}: ${counts.skipped} tests skipped; its own output names them`);
    repeated.push(
      ...counts.again.map((test) => `passed at the second try only: ${name} › ${test}`),
      ...counts.failures.map((test) => `failed: ${name} › ${test}`)
    );
  }

  skipped.forEach(print);
  // Said where the lane ran, thousands of lines above.
  repeated.forEach(print);
  const mayNotSkip = process.env['RECONNECT_NO_SKIP'] === '1' && total.skipped > 0;
  if (mayNotSkip) print('skipping counts as failure here (RECONNECT_NO_SKIP=1)');
  print(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 || mayNotSkip || total.passed === 0 ? 1 : 0;
});

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}
