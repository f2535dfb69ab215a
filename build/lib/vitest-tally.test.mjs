import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { inRoot } from './paths.mjs';

const config = `
import { tallyInto } from ${JSON.stringify(inRoot('build/lib/vitest-tally.mjs'))};
export default { test: { reporters: [tallyInto(process.env.TALLY)], globals: true } };
`;
const tests = `
let tries = 0;
test('good', () => {});
test('bad', () => { expect(1).toBe(2); });
test('now and then', { retry: 1 }, () => { tries += 1; expect(tries).toBe(2); });
test.skip('later', () => {});
`;

it('names what failed, what could not be loaded, and what needed a second try', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reconnect-tally-'));
  try {
    await writeFile(join(folder, 'vitest.config.mjs'), config);
    await writeFile(join(folder, 'some.test.mjs'), tests);
    await writeFile(join(folder, 'broken.test.mjs'), "throw new Error('does not load\\nat all');");
    const file = join(folder, 'tally.json');
    const vitest = inRoot('node_modules/vitest/vitest.mjs');
    const env = { ...process.env, TALLY: file };
    const run = promisify(execFile)(process.execPath, [vitest, 'run', '--root', folder], {
      cwd: folder,
      env
    });
    await expect(run).rejects.toMatchObject({ code: 1 });
    const tally = JSON.parse(await readFile(file, 'utf8'));
    expect(tally).toEqual({
      passed: 2,
      failed: 2,
      skipped: 1,
      failures: expect.arrayContaining([
        expect.stringMatching(/^some\.test\.mjs › bad: /),
        'broken.test.mjs: does not load'
      ]),
      again: [expect.stringMatching(/^some\.test\.mjs › now and then: expected 1 to be 2/)]
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
