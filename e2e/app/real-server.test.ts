import { freshAddress } from '../lab/addresses';
import { certificate } from '../lab/certificates';
import { startShadow } from '../lab/shadow';
import { expect, test } from './electron';

// The window against real RDP servers: what the lab proves for the command line, seen by a person.

const linuxOnly = 'the FreeRDP shadow server runs on Linux';

test('a FreeRDP server that wants NLA: every step is tried for real, nothing stops a connection', async ({
  page,
  shoot
}) => {
  test.skip(process.platform !== 'linux', linuxOnly);
  const address = freshAddress();
  const server = await startShadow({ address, mode: 'nla' });
  await page.getByRole('textbox', { name: 'Computer, address or error code' }).fill(address);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 });

  const steps = page.getByRole('region', { name: 'Steps' }).getByRole('listitem');
  for (const [name, line] of [
    ['Name', address],
    ['Port', 'Open at'],
    ['Answer', 'Chose NLA'],
    ['TLS', 'TLS 1.3'],
    ['NLA', 'Version 6, on']
  ] as const) {
    const step = steps.filter({ hasText: new RegExp(`^${name}`) });
    await expect(step).toContainText('OK');
    await expect(step).toContainText(line);
  }
  await expect(page.getByRole('heading', { name: 'Nothing wrong was found' })).toBeVisible();
  await shoot('run-freerdp-nla');
  await server.stop();
});

test('a FreeRDP server with an expired certificate and no NLA: both are named', async ({ page, shoot }) => {
  test.skip(process.platform !== 'linux', linuxOnly);
  const address = freshAddress();
  const server = await startShadow({ address, mode: 'tls', certificate: await certificate('expired') });
  await page.getByRole('textbox', { name: 'Computer, address or error code' }).fill(address);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(`The certificate of ${address} has expired`)).toBeVisible();
  await expect(page.getByText(`${address} does not offer Network Level Authentication`)).toBeVisible();
  await shoot('run-freerdp-expired');
  await server.stop();
});

test('a FreeRDP server that goes away: the cause is the closed port', async ({ page, shoot }) => {
  test.skip(process.platform !== 'linux', linuxOnly);
  const address = freshAddress();
  const server = await startShadow({ address, mode: 'nla' });
  await page.getByRole('textbox', { name: 'Computer, address or error code' }).fill(address);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 });
  await server.stop();
  await page.keyboard.press('F5');
  const cause = page.getByRole('region', { name: 'Most likely cause' });
  await expect(cause.getByRole('heading', { level: 3 })).toContainText('refuses connections on port 3389');
  await shoot('run-freerdp-gone');
});
