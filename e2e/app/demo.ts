import { expect, type Page } from '@playwright/test';

/** Starts a demo scenario by the name it has on the start screen. */
export async function startScenario(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Try it with a demo' }).click();
  await page.getByRole('button', { name, exact: true }).click();
}

/** Looks at a recorded PC of the demo by the name it has on the start screen. */
export async function lookAtDemoPc(page: Page, name: string): Promise<void> {
  const link = page.getByRole('button', { name: 'Try it with a demo' });
  if ((await link.getAttribute('aria-expanded')) !== 'true') await link.click();
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
}

/** A file as a person has it. */
export interface TestFile {
  readonly name: string;
  readonly content: string;
}

/** Drops files on the window. */
export async function drop(page: Page, ...files: readonly TestFile[]): Promise<void> {
  await page.evaluate((all) => {
    const dropped = new DataTransfer();
    for (const { name, content } of all) dropped.items.add(new File([content], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }, files);
}
