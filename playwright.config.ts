import { defineConfig } from '@playwright/test';

// Started by `npm test -- app`, which builds the app, finds an Electron and a display, and says where they are.
export default defineConfig({
  testDir: 'e2e/app',
  testMatch: '**/*.test.ts',
  outputDir: 'artifacts/playwright',
  // Each test starts an app of its own; more at once than the machine has cores makes all of them slow. And apps on one
  // display share its clipboard, so there are as many workers as displays.
  workers: process.env['RECONNECT_TEST_DISPLAYS']?.split(' ').length ?? 1,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // As in the lanes of Vitest: only where nobody looks on, and named at the end.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'line'
});
