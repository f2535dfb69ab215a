import { defineConfig } from 'vitest/config';
import { tallyInto } from './build/lib/vitest-tally.mjs';

/**
 * Networks with losses, other programs' servers, Windows programs under Wine and processes on a busy machine fail now and then
 * through no fault of ours. A second try is only made where nobody looks on, and `npm test` names each test that needed it at
 * its end: such a name is a task, not a success.
 */
const retry = process.env['CI'] ? 1 : 0;
const tally = process.env['RECONNECT_TALLY'];

export default defineConfig({
  test: {
    reporters: ['default', ...(tally ? [tallyInto(tally)] : [])],
    projects: [
      {
        test: {
          name: 'unit',
          retry,
          include: ['{main,shared,renderer,build,bench}/**/*.test.{ts,tsx,mjs}'],
          environment: 'node',
          testTimeout: 30_000
        }
      },
      {
        test: {
          name: 'lab',
          retry,
          include: ['e2e/lab/**/*.test.ts'],
          environment: 'node',
          // One network, one set of ports: a file at a time.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000
        }
      },
      {
        test: {
          name: 'windows',
          retry,
          include: ['e2e/windows/**/*.test.ts'],
          environment: 'node',
          // One Windows: a file at a time.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000
        }
      }
    ]
  }
});
