import { expect, type Locator } from '@playwright/test';
import type { AppWindow } from './window';

/** What a person does in the window, from the start screen on. */

export async function lookAtThisPc({ page }: AppWindow, as: 'host' | 'client' = 'host'): Promise<void> {
  const name = { host: 'Check this PC', client: 'Check it as the PC that connects' }[as];
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 });
}

/** Places of the bar at the top. */
export type Screen = 'Start' | 'Connection' | 'PC' | 'History';

export async function goTo({ page }: AppWindow, screen: Screen): Promise<void> {
  await page.getByRole('navigation').getByText(screen, { exact: true }).click();
}

/** Types a code into the field of the first screen, reads what it says, names the other PC, and has its causes looked for. */
export async function explainAndCheck(shown: AppWindow, code: string, other: string): Promise<void> {
  const { page } = shown;
  await page.getByLabel('Computer, address or error code').fill(code);
  await checkForCauses(shown, other);
}

/** Takes the code of the newest failure in the log instead: which PC it was, its port, and what was shown. */
export async function useNewestFailure(shown: AppWindow, other: string, code: string): Promise<void> {
  const { page } = shown;
  await page.getByLabel('Computer, address or error code').fill('');
  await page.getByRole('button', { name: `Use the newest failure on this PC: ${other}, ${code}` }).click();
  await checkForCauses(shown, other);
}

async function checkForCauses(shown: AppWindow, other: string): Promise<void> {
  const { page } = shown;
  await expect(page.getByRole('heading', { name: 'What the code says' })).toBeVisible();
  await page.getByLabel('Which PC was it?').fill(other);
  await page.getByRole('button', { name: 'Check for these causes' }).click();
  await checked(shown);
}

/** Waits until a check has come to its end. */
async function checked({ page }: AppWindow): Promise<void> {
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
}

/** Opens a finding and, of what can be done about it, the one whose button says so. */
export async function openFix(
  shown: AppWindow,
  finding: string,
  action: string,
  screen: Screen = 'PC'
): Promise<void> {
  const { page } = shown;
  const found = page.locator(`[data-finding="${finding}"]`);
  // From another fix that is open, too.
  if (!(await found.isVisible())) await goTo(shown, screen);
  await expect(found).toBeVisible();
  const closed = found.locator('.disclosure-button[aria-expanded="false"]').first();
  const offer = found.locator('.offer-button', { hasText: action }).first();
  if ((await offer.count()) === 0) await closed.click();
  await offer.click();
  await expect(fixButton({ page }, action)).toBeVisible({ timeout: 20_000 });
}

const buttonsOf = ({ page }: Pick<AppWindow, 'page'>): Locator => page.locator('.fix-actions');

/** The button that makes the fix. */
export const fixButton = (shown: Pick<AppWindow, 'page'>, action: string): Locator =>
  buttonsOf(shown).getByRole('button', { name: action });

/** Waits for what came of it, by what its card says first. */
export async function outcome({ page }: AppWindow, title: string): Promise<void> {
  const card = page.locator('.fix-outcome');
  await expect(card).toBeVisible({ timeout: 40_000 });
  await expect(card).toContainText(title, { timeout: 20_000 });
}

export async function press(shown: AppWindow, name: string): Promise<void> {
  await buttonsOf(shown).getByRole('button', { name, exact: true }).click();
}
