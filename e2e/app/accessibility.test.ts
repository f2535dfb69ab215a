import type { ElectronApplication, Page } from '@playwright/test';
import { expectNoViolations } from './axe';
import { drop, lookAtDemoPc, startScenario } from './demo';
import { expect, test } from './loopback-hosts';
import { named, report, withoutElevation } from './reports';
import { capture } from './zoomed';

const field = (page: Page) => page.getByRole('textbox', { name: 'Computer, address or error code' });

/** Opens everything that can be opened. Each press takes its button out of the list. */
async function openAll(page: Page): Promise<void> {
  const closed = page.getByRole('button', { expanded: false });
  for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
}

const looks = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'forced-colors', media: { colorScheme: 'dark', forcedColors: 'active' } }
] as const;

for (const { name, media } of looks) {
  test(`axe finds nothing on any screen: ${name}`, async ({ page, silentHost, shoot }) => {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    // Forced colours replace the page's own scheme.
    const scheme = 'forcedColors' in media ? 'light dark' : media.colorScheme;
    await expect(page.getByRole('main')).toHaveCSS('color-scheme', scheme);
    await shoot(`start-${name}`);
    await expectNoViolations(page);

    await field(page).fill('0x904 0x7');
    await page
      .getByRole('button', { name: /^Show \d+ more/ })
      .first()
      .click();
    await expectNoViolations(page);
    await shoot(`code-${name}`);

    await field(page).fill('not a name');
    await page.keyboard.press('Enter');
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
    await expectNoViolations(page);

    await field(page).fill(silentHost);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await expectNoViolations(page);
    await shoot(`run-running-${name}`);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('heading', { name: 'The check was stopped' })).toBeVisible();
    await expectNoViolations(page);

    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await startScenario(page, 'The certificate has expired');
    await expect(
      page.getByRole('heading', { name: 'Nothing that stops a connection was found' })
    ).toBeVisible();
    await openAll(page);
    await expectNoViolations(page);
    await shoot(`run-opened-${name}`);

    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'The TLS handshake fails' }).click();
    await expect(page.getByRole('region', { name: 'Most likely cause' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
    await expectNoViolations(page);
    await shoot(`run-finished-${name}`);
  });

  test(`axe finds nothing on a PC: ${name}`, async ({ page, shoot }) => {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await lookAtDemoPc(page, 'A laptop that cannot be reached');
    await expectNoViolations(page);
    await openAll(page);
    await expectNoViolations(page);
    await shoot(`pc-opened-${name}`);

    await drop(page, { name: 'pc9.json', content: '{' });
    await expect(page.getByRole('alert')).toBeVisible();
    await expectNoViolations(page);
    await drop(page, report('client.json', named('DESK')), report('host.json', withoutElevation));
    await expect(page.getByRole('radio').first()).toBeFocused();
    await expectNoViolations(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'PCs in this report' })).toBeVisible();
    await openAll(page);
    await expectNoViolations(page);
    await shoot(`pc-two-${name}`);

    await page.evaluate(() => window.reconnect?.pc.start({ subject: { kind: 'this-pc' }, role: 'host' }));
    await expect(page.getByRole('heading', { name: 'This PC cannot be looked at' })).toBeVisible();
    await expectNoViolations(page);
  });
}

test('follows the system from light to dark while it is open', async ({ page }) => {
  const background = () =>
    page.getByRole('main').evaluate((main) => getComputedStyle(main.parentElement ?? main).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(background).not.toBe(light);
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await expect(field(page)).toBeFocused();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (wanted: RegExp): Promise<void> => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never reached ${String(wanted)}; it is on “${await focused()}”`);
  };

  await tabTo(/^Try it with a demo/);
  await page.keyboard.press('Enter');
  await tabTo(/^The TLS handshake fails/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Most likely cause' })).toBeFocused();

  await tabTo(/^Copy this finding/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByText('Copied the finding')).toBeVisible();

  // Backwards to the steps, which stand before the result.
  for (let presses = 0; presses < 20 && !/^TLSAlert|^TLS/.test(await focused()); presses += 1) {
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Copy this step' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Copy this step' })).toBeHidden();

  await page.keyboard.press('F5');
  await expect(page.getByRole('heading', { name: 'Most likely cause' })).toBeFocused();

  for (let presses = 0; presses < 30 && (await focused()) !== 'Start'; presses += 1) {
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'The TLS handshake fails' })).toBeFocused();
});

/** Resizes the window and sets its zoom, as Ctrl and + would. */
async function look(
  app: ElectronApplication,
  size: { width: number; height: number },
  zoom: number
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, { width, height, factor }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.setSize(width, height);
      window?.webContents.setZoomFactor(factor);
    },
    { ...size, factor: zoom }
  );
}

/** From the top of the page. */
async function captureTop(app: ElectronApplication, name: string): Promise<void> {
  await (await app.firstWindow()).evaluate(() => window.scrollTo(0, 0));
  await capture(app, name);
}

const sizes = [
  { name: '800 x 560', size: { width: 800, height: 560 }, zoom: 1 },
  { name: '800 x 560 at 200 %', size: { width: 800, height: 560 }, zoom: 2 },
  { name: '1080 x 720 at 200 %', size: { width: 1080, height: 720 }, zoom: 2 }
] as const;

for (const { name, size, zoom } of sizes) {
  test(`nothing scrolls sideways: ${name}`, async ({ app, page }) => {
    await look(app, size, zoom);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(size.width / zoom);
    const sideways = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const label = name.replace(/\W+/g, '-').replace(/-$/, '');
    expect(await sideways()).toBe(0);
    await captureTop(app, `start-${label}`);

    await field(page).fill('0x904 0x7');
    await expect(page.getByRole('region', { name: 'What the code says' })).toBeVisible();
    expect(await sideways()).toBe(0);
    await field(page).fill('');

    await startScenario(page, 'The certificate has expired');
    await expect(
      page.getByRole('heading', { name: 'Nothing that stops a connection was found' })
    ).toBeVisible();
    await openAll(page);
    expect(await sideways()).toBe(0);
    await captureTop(app, `run-${label}`);

    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await drop(page, report('client.json', named('DESK')), report('host.json', withoutElevation));
    await expect(page.getByRole('radio').first()).toBeFocused();
    expect(await sideways()).toBe(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'PCs in this report' })).toBeVisible();
    await captureTop(app, `pc-${label}`);
    await openAll(page);
    expect(await sideways()).toBe(0);
  });
}

test('every target is at least 24 by 24', async ({ page }) => {
  const small = () =>
    page.getByRole('button').evaluateAll((buttons) =>
      buttons.flatMap((button) => {
        const { width, height } = button.getBoundingClientRect();
        return width > 0 && (width < 24 || height < 24) ? [`${button.textContent} ${width}x${height}`] : [];
      })
    );
  await field(page).fill('0x904 0x7');
  await page.getByRole('button', { name: 'Try it with a demo' }).click();
  expect(await small()).toEqual([]);
  await page.getByRole('button', { name: 'The TLS handshake fails' }).click();
  await expect(page.getByRole('region', { name: 'Most likely cause' })).toBeVisible();
  await openAll(page);
  expect(await small()).toEqual([]);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await lookAtDemoPc(page, 'A laptop that cannot be reached');
  await openAll(page);
  expect(await small()).toEqual([]);
});
