import type { Page } from '@playwright/test';

/**
 * Waits until the window listens to main, which is before it knows what the start screen lists. Main itself is asked for what it
 * told too early; what a test tells in its place, and once, would reach nobody.
 */
export const listening = (page: Page): Promise<void> =>
  page.locator('.demo-link, section.demo').first().waitFor({ state: 'attached' });
