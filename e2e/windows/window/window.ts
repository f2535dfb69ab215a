import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { inRoot } from '../../../build/lib/paths.mjs';
import { windowsApp } from '../../../build/lib/windows-app.mjs';
import { windowsPath } from '../../../build/lib/wine.mjs';
import { session } from '../session';

/** The window of the Windows build, as it stands on a Windows PC. */
export interface AppWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Writes `artifacts/screenshots/windows-<name>.png`: kept by CI, to be looked at. */
  readonly shoot: (name: string) => Promise<void>;
  /** Closes it as a person does, and ends it where it does not go. */
  readonly close: () => Promise<void>;
  /** Ends it as a crash or a power cut does: nothing of it runs any more, nothing was told. */
  readonly kill: () => Promise<void>;
}

export interface WindowOptions {
  /** Folder of the app: the release, where nothing else is said. */
  readonly build?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts the app's window under Wine and waits until it is loaded. Its profile is the one in the prefix of the lane, so that
 * a second start finds what the first one left.
 */
export async function startWindow({
  build = windowsApp,
  args = [],
  env = {}
}: WindowOptions = {}): Promise<AppWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-window-'));
  const app = await _electron.launch({
    executablePath: launcher(folder),
    args: [windowsPath(build), ...args],
    env: { ...session().env, ...env },
    timeout: 60_000
  });
  const child = app.process();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Playwright makes it the leader of a process group; Wine keeps what Windows programs start in it.
  const kill = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
    return {
      app,
      page,
      shoot: async (name) => {
        mkdirSync(inRoot('artifacts/screenshots'), { recursive: true });
        await page.screenshot({ path: inRoot('artifacts/screenshots', `windows-${name}.png`) });
      },
      close: async () => {
        const asked = app.close().catch(() => undefined); // An app that is already gone is as closed as it gets.
        const late = new Promise((resolve) => setTimeout(resolve, 5_000).unref());
        await Promise.race([asked, late]);
        await kill();
      },
      kill
    };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** A program that starts the Windows Electron: one path, because Playwright takes one. */
function launcher(folder: string): string {
  const file = join(folder, 'electron');
  writeFileSync(file, `#!/bin/sh\nexec wine ${quoted(session().electron)} --no-sandbox --disable-gpu "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** For a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
