import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';

/** Writes `artifacts/screenshots/<name>.png` of a zoomed window. Playwright's own cut off what zoom made larger. */
export async function capture(app: ElectronApplication, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  mkdirSync('artifacts/screenshots', { recursive: true });
  writeFileSync(join('artifacts/screenshots', `${name}.png`), Buffer.from(png, 'base64'));
}
