import type { Page } from '@playwright/test';

/** Starts a demo scenario by the name it has on the start screen. */
export async function startScenario(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Try it with a demo' }).click();
  await page.getByRole('button', { name, exact: true }).click();
}
