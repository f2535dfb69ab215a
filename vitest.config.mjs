import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{main,shared,renderer,build,bench}/**/*.test.{ts,tsx,mjs}'],
          environment: 'node',
          testTimeout: 30_000
        }
      },
      {
        test: {
          name: 'lab',
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
