import { expect, type Locator } from '@playwright/test';
import type { AppWindow } from './window';

/** What a person does in the window, from the start screen on. */

export async function lookAtThisPc({ page }: AppWindow, as: 'host' | 'client' = 'host'): Promise<void> {
  const name = { host: 'Check this PC', client: 'Check it as the PC that connects' }[as];
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 30_000 });
}

/** Opens a finding and, of what can be done about it, the one whose button says so. */
export async function openFix({ page }: AppWindow, finding: string, action: string): Promise<void> {
  const found = page.locator(`[data-finding="${finding}"]`);
  // From another fix that is open, too.
  if (!(await found.isVisible())) await page.getByRole('navigation').getByText('PC', { exact: true }).click();
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
