import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './electron';

const bounds = (app: ElectronApplication): Promise<{ x: number; y: number; width: number; height: number }> =>
  app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (!window) throw new Error('no window');
    return window.getBounds();
  });

test('opens at 1080 x 720 and gets no smaller than 800 x 560', async ({ app }) => {
  expect(await bounds(app)).toMatchObject({ width: 1080, height: 720 });
  const least = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize());
  expect(least).toEqual([800, 560]);
});

test('opens where it was closed, and at its first size when that was written down badly', async ({
  start
}) => {
  const first = await start();
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 900, height: 600 });
  });
  await expect.poll(() => bounds(first.app)).toMatchObject({ width: 900, height: 600 });
  await first.app.close();

  const { userData } = first;
  const second = await start({ userData });
  expect(await bounds(second.app)).toEqual({ x: 40, y: 50, width: 900, height: 600 });
  await second.app.close();

  writeFileSync(join(userData, 'window.json'), '{"x": "left"');
  const third = await start({ userData });
  expect(await bounds(third.app)).toMatchObject({ width: 1080, height: 720 });
});

test('a second start hands its target to the first window and ends', async ({ app, page, userData }) => {
  const executable = process.env['RECONNECT_TEST_ELECTRON'] ?? '';
  const args = [`--user-data-dir=${userData}`, process.env['RECONNECT_TEST_APP'] ?? '', '127.0.0.1:1'];
  const second = spawn(executable, args, { stdio: 'ignore' });
  const code = await new Promise((resolve) => second.on('close', resolve));
  expect(code).toBe(0);

  const asked = (): Promise<string | undefined> =>
    page.evaluate(async () => {
      const answer = await window.reconnect?.run.current({});
      return answer?.ok ? answer.value?.typed : undefined;
    });
  await expect.poll(asked).toBe('127.0.0.1:1');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test.describe('with a target among its arguments', () => {
  test.use({ appArgs: ['127.0.0.1:1'] });
  test('starts with it', async ({ page }) => {
    const asked = (): Promise<string | undefined> =>
      page.evaluate(async () => {
        const answer = await window.reconnect?.run.current({});
        return answer?.ok ? answer.value?.typed : undefined;
      });
    await expect.poll(asked).toBe('127.0.0.1:1');
  });
});

test('grows and shrinks with the zoom keys', async ({ app, page }) => {
  const zoom = (): Promise<number | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
  const press = (keyCode: string): Promise<void> =>
    app.evaluate(({ BrowserWindow }, key) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.sendInputEvent({ type: 'keyDown', keyCode: key, modifiers: ['control'] });
      contents?.sendInputEvent({ type: 'keyUp', keyCode: key, modifiers: ['control'] });
    }, keyCode);
  await page.bringToFront();
  for (let step = 0; step < 8; step += 1) await press('=');
  await expect.poll(zoom).toBeGreaterThanOrEqual(2);
  await press('0');
  await expect.poll(zoom).toBe(1);
});

test('loads its page again after a crash, once, and says so', async ({ app }) => {
  const crash = (): Promise<string[]> =>
    app.evaluate(async ({ BrowserWindow, dialog }) => {
      const shown: string[] = [];
      dialog.showMessageBox = (...args: unknown[]) => {
        shown.push((args.at(-1) as { message: string }).message);
        return new Promise(() => undefined);
      };
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const gone = new Promise((resolve) => contents?.once('render-process-gone', resolve));
      contents?.forcefullyCrashRenderer();
      await gone;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return shown;
    });
  const isAlive = (): Promise<boolean> =>
    app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents || contents.isCrashed()) return false;
      return (await contents.executeJavaScript('typeof reconnect.app.info')) === 'function';
    });
  expect(await crash()).toEqual(['The window was loaded again']);
  expect(await isAlive()).toBe(true);
  expect(await crash()).toEqual(['The window keeps ending']);
});

test('writes its log beside what it remembers, with arguments cut short', async ({ page, userData }) => {
  await page.evaluate(() =>
    window.reconnect?.run.start({
      input: { kind: 'rdp-file', content: `full address:s:${'x'.repeat(5_000)}` }
    })
  );
  const log = (): string => readFileSync(join(userData, 'logs', 'reconnect.log'), 'utf8');
  await expect.poll(log).toContain('call run.start');
  expect(
    Math.max(
      ...log()
        .split('\n')
        .map((line) => line.length)
    )
  ).toBeLessThan(400);
});

test('its page carries neither the schema library nor the checks', async ({ page }) => {
  const sources = await page.evaluate(() => Array.from(document.scripts, ({ src }) => src));
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) {
    const script = readFileSync(fileURLToPath(source), 'utf8');
    expect(script).not.toMatch(/ZodType|invalid_union/);
    // A path that the facts read and no text names.
    expect(script).not.toContain('SCHANNEL\\\\Protocols');
  }
});
