import type { ElectronApplication, Page } from '@playwright/test';
import type { FixRun } from '../../shared/model/fix-state';

/** A question in a dialog of the system. */
export interface AskedInDialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

/** Answers the questions that main asks in dialogs of the system, which no test can press, and keeps them. */
export async function answerQuestions(app: ElectronApplication, agrees: boolean): Promise<void> {
  await app.evaluate(({ dialog }, yes) => {
    const kept = globalThis as unknown as { questions: unknown[] };
    kept.questions = [];
    dialog.showMessageBox = (...args: unknown[]) => {
      kept.questions.push(args[args.length - 1]);
      return Promise.resolve({ response: yes ? 1 : 0, checkboxChecked: false });
    };
  }, agrees);
}

/** The questions that were asked since the answer was last chosen. */
export const questions = (app: ElectronApplication): Promise<readonly AskedInDialog[]> =>
  app.evaluate(() => (globalThis as unknown as { questions?: AskedInDialog[] }).questions ?? []);

/** Stand-in for main in states that only a real PC comes into: shows the open fix with something else of it. */
export async function tellOfFix(app: ElectronApplication, page: Page, next: Partial<FixRun>): Promise<void> {
  const state = await page.evaluate(async () => {
    const answer = await window.reconnect?.fix.current({});
    if (!answer?.ok || !answer.value.current) throw new Error('no fix is open');
    return JSON.stringify(answer.value);
  });
  await app.evaluate(
    ({ BrowserWindow }, { json, changed }) => {
      const told = globalThis as unknown as { told?: number };
      told.told = (told.told ?? 1000) + 1;
      const current = JSON.parse(json) as { current: object };
      BrowserWindow.getAllWindows()[0]?.webContents.send('reconnect:fix.changed', {
        ...current,
        sequence: told.told,
        current: { ...current.current, ...(JSON.parse(changed) as object) }
      });
    },
    { json: state, changed: JSON.stringify(next) }
  );
}

/** Takes in main's place that a fix is let go of, and counts how often. */
export async function keepCancels(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain }) => {
    const kept = globalThis as unknown as { cancels: number };
    kept.cancels = 0;
    ipcMain.removeHandler('reconnect:fix.cancel');
    ipcMain.handle('reconnect:fix.cancel', () => {
      kept.cancels += 1;
      return { ok: true, value: {} };
    });
  });
}

/** How often a fix was let go of since that is counted. */
export const cancels = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => (globalThis as unknown as { cancels: number }).cancels);
