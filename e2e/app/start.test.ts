import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './electron';

const field = (page: Page) => page.getByRole('textbox', { name: 'Computer, address or error code' });
const clipboard = (app: ElectronApplication) => app.evaluate(({ clipboard: board }) => board.readText());

test('asks one question, and the field is ready to type in', async ({ page, shoot }) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is not working?');
  await expect(field(page)).toBeFocused();
  await shoot('start-light');
});

test('explains a code in place, and copies what it says', async ({ page, app, shoot }) => {
  await field(page).fill('0x904 0x7');
  const explained = page.getByRole('region', { name: 'What the code says' });
  await expect(explained.getByText('0x904', { exact: true })).toBeVisible();
  await expect(explained.getByText('0x7', { exact: true })).toBeVisible();
  const causes = explained.getByRole('list').first().getByRole('listitem');
  expect(await causes.count()).toBeGreaterThan(1);
  await shoot('code-light');

  await explained.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('status').getByText('Copied the explanation')).toBeVisible();
  expect(await clipboard(app)).toContain('0x904');
});

test('a message pasted over several lines is understood whole', async ({ page, app }) => {
  await app.evaluate(({ clipboard: board }) =>
    board.writeText('The connection was lost.\r\nError code: 0x904\r\nExtended error code: 0x7')
  );
  await field(page).focus();
  await page.keyboard.press('Control+V');
  await expect(field(page)).toHaveValue(
    'The connection was lost. Error code: 0x904 Extended error code: 0x7'
  );
  await expect(page.getByRole('heading', { name: 'Likely causes of 0x7' })).toBeVisible();
});

test('Enter on a code asks which PC it was, and the check goes with the code', async ({ page }) => {
  await field(page).fill('0x904 0x7');
  await page.keyboard.press('Enter');
  const which = page.getByRole('textbox', { name: 'Which PC was it?' });
  await expect(which).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Type the name or the address of the PC that does not answer.')).toBeVisible();

  await which.fill('127.0.0.1:1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Check of 127.0.0.1:1' })).toBeVisible();
  await expect(page.getByText('Checked because of: 0x904 0x7')).toBeVisible();
});

test('a target that is none is refused under the field, and what was typed stays', async ({
  page,
  shoot
}) => {
  await field(page).fill('10.0.0.0/24');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/10\.0\.0\.0\/24.*(names more than one PC|no name or address)/)).toBeVisible();
  await expect(field(page)).toHaveValue('10.0.0.0/24');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await shoot('start-rejected');

  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Type the name or the address of the PC that does not answer.')).toBeVisible();
});

test('recent targets can be checked again, forgotten one by one, and all together', async ({
  page,
  shoot
}) => {
  for (const target of ['127.0.0.1:1', '127.0.0.1:2', '127.0.0.1:3']) {
    await field(page).fill(target);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: `Check of ${target}` })).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(field(page)).toBeFocused();
  }
  const recent = page.getByRole('region', { name: 'Recent' });
  await expect(recent.getByRole('listitem')).toHaveCount(3);
  await shoot('start-recent');

  await recent.getByRole('button', { name: 'Forget 127.0.0.1:2' }).click();
  await expect(recent.getByRole('listitem')).toHaveCount(2);
  await expect(recent.getByRole('button', { name: /^Forget 127/ }).first()).toBeFocused();

  await recent.getByRole('button', { name: 'Check 127.0.0.1:1 again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check of 127.0.0.1:1' })).toBeVisible();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(recent.getByRole('button', { name: 'Check 127.0.0.1:1 again' })).toBeFocused();

  await recent.getByRole('button', { name: 'Forget all' }).click();
  await expect(recent).toBeHidden();
  await expect(field(page)).toBeFocused();
});

test('a chosen .rdp file fills the field, whatever its encoding, and is checked', async ({ page }) => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a .rdp file' }).click();
  const content = Buffer.from('\ufeffscreen mode id:i:2\r\nfull address:s:127.0.0.1:1\r\n', 'utf16le');
  await (await chooser).setFiles({ name: 'office.rdp', mimeType: 'application/x-rdp', buffer: content });
  await expect(field(page)).toHaveValue('office.rdp');
  await expect(page.getByText('office.rdp connects to 127.0.0.1:1.')).toBeVisible();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check of 127.0.0.1:1' })).toBeVisible();
});

test('a dropped file that is no .rdp file is refused with the reason', async ({ page }) => {
  await page.evaluate(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText(/notes\.txt is not a Remote Desktop file/)).toBeVisible();
});

test('without Windows there is no check of this PC, and the screen says what can be looked at', async ({
  page
}) => {
  await expect(page.getByText(/This computer does not run Windows/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check this PC' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Open a report' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Last failures on this PC' })).toHaveCount(0);
});

test('the demo stays behind a quiet link', async ({ page, shoot }) => {
  await expect(page.getByRole('button', { name: 'The port is closed' })).toBeHidden();
  await page.getByRole('button', { name: 'Try it with a demo' }).click();
  await page.getByRole('button', { name: 'The port is closed' }).scrollIntoViewIfNeeded();
  await shoot('start-demo-list');
  await page.getByRole('button', { name: 'The port is closed' }).click();
  await expect(page.getByText('Demo: The port is closed')).toBeVisible();
});

test.describe('started as a demo', () => {
  test.use({ appArgs: ['--demo'] });
  test('says so and lists the scenarios', async ({ page, shoot }) => {
    await expect(page.getByText(/Demo: the scenarios below are answered by a practice host/)).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Demo scenarios' }).getByRole('listitem').first()
    ).toBeVisible();
    await shoot('start-demo');
  });
});

test.describe('started with a target that is none', () => {
  test.use({ appArgs: ['pc9:99999'] });
  test('the start screen says why it was not taken', async ({ page }) => {
    await expect(page.getByText('The port of “pc9:99999” is not a number from 1 to 65535')).toBeVisible();
  });
});

test.describe('started with --demo and a word', () => {
  test.use({ appArgs: ['--demo', 'port-refused'] });
  test('the word is the scenario, and no PC of that name is contacted', async ({ page }) => {
    await expect(page.getByText('Demo: The port is closed')).toBeVisible({ timeout: 30_000 });
  });
});
