import { defineConfig } from '@playwright/test';

// Started by `npm test -- app`, which builds the app, finds an Electron and a display, and says where they are.
export default defineConfig({
  testDir: 'e2e/app',
  testMatch: '**/*.test.ts',
  outputDir: 'artifacts/playwright',
  // All apps share one display, and with it one clipboard, which tests write to and read.
  workers: 1,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'line'
});
