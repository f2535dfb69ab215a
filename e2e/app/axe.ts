import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './electron';

/** Axe finds nothing on what the window shows now. */
export async function expectNoViolations(page: Page): Promise<void> {
  // Legacy mode: without it axe opens a page of its own, which Electron does not allow.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`
    )
  ).toEqual([]);
}
