import type { ChildProcess } from 'node:child_process';
import { lchownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  _electron,
  test as base,
  type ElectronApplication,
  type Page,
  type TestInfo
} from '@playwright/test';
import { listening } from './listening';

interface App {
  readonly app: ElectronApplication;
  /** The app's one window, loaded. */
  readonly page: Page;
  /** Folder of what this app remembers; empty at first and gone after the test. */
  readonly userData: string;
}

interface Fixtures {
  /** Arguments for the app, such as `--demo=port-refused` or a target. */
  readonly appArgs: readonly string[];
  /** Starts a further app; `userData` of an app that was closed before makes it a second start on the same profile. */
  readonly start: (options?: { args?: readonly string[]; userData?: string }) => Promise<App>;
  readonly running: App;
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Writes `artifacts/screenshots/<name>.png`: kept by CI, to be looked at. */
  readonly shoot: (name: string) => Promise<void>;
}

export { expect } from '@playwright/test';

// Here, once for the worker, as a test may start the program by itself too.
const display =
  process.env['RECONNECT_TEST_DISPLAYS']?.split(' ')[Number(process.env['TEST_PARALLEL_INDEX'])];
if (display) process.env['DISPLAY'] = display;

/** Tests of the built app in a real Electron, sandbox on, each with a profile of its own. */
export const test = base.extend<Fixtures>({
  appArgs: [[], { option: true }],

  start: async ({}, use, testInfo) => {
    const closers: (() => Promise<void>)[] = [];
    const pages: Page[] = [];
    await use(async ({ args = [], userData = newProfile() } = {}) => {
      const app = await _electron.launch({
        executablePath: setting('RECONNECT_TEST_ELECTRON'),
        args: [`--user-data-dir=${userData}`, setting('RECONNECT_TEST_APP'), ...args],
        // Else Playwright switches Chromium's sandbox off on Linux, and nothing here would be worth much.
        chromiumSandbox: true,
        env: cleanEnvironment()
      });
      const child = app.process();
      closers.push(() => close(app, child, userData));
      const page = await app.firstWindow();
      pages.push(page);
      await page.waitForLoadState('load');
      await listening(page);
      return { app, page, userData };
    });
    if (testInfo.status !== testInfo.expectedStatus) await shootFailed(pages, testInfo);
    await Promise.all(closers.map((closer) => closer()));
  },

  running: async ({ start, appArgs }, use) => {
    await use(await start({ args: appArgs }));
  },
  app: async ({ running }, use) => {
    await use(running.app);
  },
  page: async ({ running }, use) => {
    await use(running.page);
  },
  userData: async ({ running }, use) => {
    await use(running.userData);
  },
  shoot: async ({ page }, use) => {
    await use(async (name) => {
      await page.screenshot({ path: join('artifacts/screenshots', `${name}.png`) });
    });
  }
});

/** Writes `artifacts/playwright/<test>/window-<n>.png` of each window that still is there. */
async function shootFailed(pages: readonly Page[], testInfo: TestInfo): Promise<void> {
  for (const [index, page] of pages.entries()) {
    if (page.isClosed()) continue;
    const path = testInfo.outputPath(`window-${index + 1}.png`);
    // A window that hangs or crashed cannot be shot; the test's own failure is what is to be read.
    await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined);
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests with npm test -- app`);
  return value;
}

/** A folder that the user the app runs as may write to. */
function newProfile(): string {
  const home = setting('RECONNECT_TEST_HOME');
  mkdirSync(home, { recursive: true });
  const folder = mkdtempSync(join(home, 'profile-'));
  const [uid, gid] = (process.env['RECONNECT_TEST_USER'] ?? '').split(':').map(Number);
  if (uid !== undefined && gid !== undefined && uid > 0) lchownSync(folder, uid, gid);
  return folder;
}

/** Electron takes some of npm's and vitest's variables for its own. */
function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(npm_|NODE_|ELECTRON_)/.test(entry[0])
  );
  return Object.fromEntries(kept);
}

/** Asks the app to quit, and ends its whole process group if it does not. */
async function close(app: ElectronApplication, child: ChildProcess, userData: string): Promise<void> {
  const asked = app.close().catch(() => undefined); // An app that is already gone is as closed as it gets.
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), 5_000).unref());
  if ((await Promise.race([asked, late])) === 'late' && child.pid !== undefined) {
    // Playwright starts it as the leader of a group of its own, except on Windows.
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
    await asked;
  }
  rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
