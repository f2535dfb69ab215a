import type { ElectronApplication, Page } from '@playwright/test';
import { startScenario } from './demo';
import { expect, test } from './loopback-hosts';

const step = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Steps' })
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${name}`) });
const clipboard = (app: ElectronApplication) => app.evaluate(({ clipboard: board }) => board.readText());
const ended = (page: Page) =>
  expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 });

test('a healthy host: every step is fine, nothing wrong was found, and what was not looked at is said', async ({
  page,
  shoot
}) => {
  await startScenario(page, 'Nothing is wrong');
  await ended(page);
  await expect(page.getByRole('heading', { name: 'Nothing wrong was found' })).toBeFocused();
  for (const name of ['Name', 'Port', 'Answer', 'TLS', 'NLA'])
    await expect(step(page, name)).toContainText('OK');
  await expect(page.getByText(/and .* answers as a Remote Desktop host/)).toBeAttached();
  await expect(page.getByRole('region', { name: 'Not checked' })).toContainText(
    'The account and its password'
  );
  await shoot('run-healthy-light');
});

test('a closed port: the cause, its side, what was seen and what to do', async ({ page, shoot }) => {
  await startScenario(page, 'The port is closed');
  await ended(page);
  const cause = page.getByRole('region', { name: 'Most likely cause' });
  await expect(cause.getByRole('heading', { level: 3 })).toContainText('refuses connections on port');
  await expect(cause).toContainText('The other PC');
  await expect(cause).toContainText('What to do');
  await expect(cause).toContainText('Seen in the step Port');
  await expect(step(page, 'Port')).toContainText('Problem');
  await expect(step(page, 'TLS')).toContainText('Not reached: an earlier step failed');
  await shoot('run-port-refused-light');
});

test('a TLS failure: evidence opens under its step, with the bytes and a copy of them', async ({
  page,
  app,
  shoot
}) => {
  await startScenario(page, 'The TLS handshake fails');
  await ended(page);
  const tls = step(page, 'TLS');
  const button = tls.getByRole('button').first();
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(tls).toContainText('Handshake');
  await tls.getByRole('button', { name: /^Copy Bytes/ }).click();
  await expect(page.getByRole('status').getByText('Copied the bytes')).toBeVisible();
  expect(await clipboard(app)).toMatch(/^[0-9a-f]{2}( [0-9a-f]{2})*$/);
  await shoot('run-tls-failed-light');
  await button.focus();
  await page.keyboard.press('Escape');
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(button).toBeFocused();
});

test('an expired certificate stops nothing, and is said all the same', async ({ page, shoot }) => {
  await startScenario(page, 'The certificate has expired');
  await ended(page);
  await expect(
    page.getByRole('heading', { name: 'Nothing that stops a connection was found' })
  ).toBeVisible();
  const also = page.getByRole('region', { name: 'Also found' });
  await also.getByRole('button', { name: /certificate of .* has expired/ }).click();
  await expect(also).toContainText('What to do');
  await shoot('run-certificate-expired-light');
});

test('a recorded scenario says that it is recorded', async ({ page }) => {
  await startScenario(page, /The port does not answer/);
  await ended(page);
  await expect(page.getByText('Demo: The port does not answer, a recorded run')).toBeVisible();
  await expect(page.getByText(/Side: Network\./)).toBeAttached();
});

test('Stop keeps what was found, Run again starts over, and F5 does too', async ({
  page,
  shoot,
  silentHost
}) => {
  await page.getByRole('textbox').first().fill(silentHost);
  await page.keyboard.press('Enter');
  const answer = step(page, 'Answer');
  await expect(answer).toContainText('Running');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await shoot('run-running-light');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('heading', { name: 'The check was stopped' })).toBeFocused();
  await expect(step(page, 'Port')).toContainText('Open at 127.0.0.1');
  await shoot('run-stopped-light');

  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(answer).toContainText('Running');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await page.keyboard.press('F5');
  await expect(answer).toContainText('Running');
  await page.keyboard.press('Escape');
  await expect(answer).toContainText('Running');
});

test('copies the whole result, one step, and one finding', async ({ page, app }) => {
  await startScenario(page, 'The port is closed');
  await ended(page);
  await page.getByRole('button', { name: 'Copy result' }).click();
  await expect(page.getByRole('status').getByText('Copied the whole result')).toBeVisible();
  const whole = await clipboard(app);
  expect(whole).toContain('refuses connections on port');

  await step(page, 'Port').getByRole('button').first().focus();
  await page.keyboard.press('Control+C');
  await expect(page.getByRole('status').getByText('Copied the step Port')).toBeVisible();
  const one = await clipboard(app);
  expect(one).toContain('Port');
  expect(one.length).toBeLessThan(whole.length);

  await page.getByRole('button', { name: 'Copy this finding' }).focus();
  await page.keyboard.press('Control+C');
  await expect(page.getByRole('status').getByText('Copied the finding')).toBeVisible();
  expect(await clipboard(app)).toContain('refuses connections on port');
});

test('step results are announced politely, one sentence each, and the result at the end', async ({
  page
}) => {
  await startScenario(page, 'The port is closed');
  await ended(page);
  const said = page.getByRole('log').getByRole('paragraph');
  await expect(said.last()).toHaveText(/^Finished\. Most likely cause: .*refuses connections/);
  await expect(said.filter({ hasText: /^Port: Problem\. / })).toHaveCount(1);
});

test('rows keep their height while results arrive', async ({ page, silentHost }) => {
  await page.getByRole('textbox').first().fill(silentHost);
  await page.keyboard.press('Enter');
  await expect(step(page, 'Answer')).toContainText('Running');
  const heights = () =>
    page
      .getByRole('region', { name: 'Steps' })
      .getByRole('listitem')
      .evaluateAll((rows) => rows.slice(0, 6).map((row) => row.getBoundingClientRect().height));
  const before = await heights();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('heading', { name: 'The check was stopped' })).toBeVisible();
  expect(await heights()).toEqual(before);
});

test('stability is tested on request, can be stopped, and leaves the first result standing', async ({
  page,
  oldHost,
  shoot
}) => {
  await page.getByRole('textbox').first().fill(oldHost);
  await page.keyboard.press('Enter');
  await ended(page);
  const result = page.getByRole('heading', { name: 'Nothing that stops a connection was found' });
  await expect(result).toBeVisible();

  const stability = step(page, 'Stability');
  await stability.getByRole('button', { name: 'Test stability (about 30 seconds)' }).click();
  await expect(stability).toContainText('Running');
  await expect(result).toBeVisible();
  await shoot('run-watching-light');
  await page.getByRole('button', { name: 'Stop' }).click();
  await ended(page);
  await expect(result).toBeVisible();
});

test('a failure of the window itself is a plain page with the reason and a way on', async ({
  app,
  page,
  shoot
}) => {
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('reconnect:run.changed', {
      runId: 'broken',
      sequence: 1
    })
  );
  await expect(page.getByRole('heading', { name: 'This window stopped' })).toBeVisible();
  await expect(page.getByText(/Nothing on this PC or on the other PC was changed/)).toBeVisible();
  await shoot('crash-page');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { name: 'What is not working?' })).toBeVisible();
});

test.describe('started as a demo of one scenario', () => {
  test.use({ appArgs: ['--demo=port-refused'] });
  test('goes straight to it', async ({ page }) => {
    await ended(page);
    await expect(page.getByRole('region', { name: 'Most likely cause' })).toContainText(
      'refuses connections'
    );
  });
});
