import type { ElectronApplication, Page } from '@playwright/test';
import type { LoggedFailure, PcRunState } from '../../shared/model/pc-run-state';
import { listening } from './listening';

// Stand-ins for what main answers on Windows, so that the window can be seen in those states elsewhere too.

/** Makes main answer as on a Windows PC: its platform and the failures in its client's log. Loads the window again. */
export async function actAsWindows(
  app: ElectronApplication,
  page: Page,
  failures: readonly LoggedFailure[] = []
): Promise<void> {
  await app.evaluate(({ ipcMain, app: electron }, all) => {
    const answer = (name: string, value: unknown): void => {
      ipcMain.removeHandler(name);
      ipcMain.handle(name, () => ({ ok: true, value }));
    };
    answer('reconnect:pc.failures', { known: true, failures: all });
    answer('reconnect:app.info', {
      version: electron.getVersion(),
      runtime: 'test',
      platform: 'win32',
      computer: 'DESK7',
      demo: null,
      scenarios: [],
      machines: []
    });
  }, failures as LoggedFailure[]);
  await page.reload();
  await listening(page);
}

/** Shows a look at a PC as main would tell of it, and takes `cancel` and `again` for it; what was asked is kept. */
export async function tellOfPc(app: ElectronApplication, state: PcRunState): Promise<void> {
  await app.evaluate(({ ipcMain, BrowserWindow }, json) => {
    const told = JSON.parse(json) as { runId: string };
    for (const call of ['cancel', 'again', 'current']) {
      ipcMain.removeHandler(`reconnect:pc.${call}`);
      ipcMain.handle(`reconnect:pc.${call}`, () => {
        const asked = globalThis as unknown as { asked?: string[] };
        asked.asked = [...(asked.asked ?? []), call];
        return { ok: true, value: call === 'current' ? null : call === 'again' ? { runId: told.runId } : {} };
      });
    }
    BrowserWindow.getAllWindows()[0]?.webContents.send('reconnect:pc.changed', told);
  }, JSON.stringify(state));
}

/** Takes looks at PCs in main's place and keeps what they were asked for. */
export async function keepStarts(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain }) => {
    ipcMain.removeHandler('reconnect:pc.start');
    ipcMain.handle('reconnect:pc.start', (_event, args: unknown) => {
      const kept = globalThis as unknown as { starts?: unknown[] };
      kept.starts = [...(kept.starts ?? []), args];
      return { ok: true, value: { runId: 'kept' } };
    });
  });
}

/** What the looks that were kept were asked for. */
export const startsKept = (app: ElectronApplication): Promise<readonly unknown[]> =>
  app.evaluate(() => (globalThis as unknown as { starts?: unknown[] }).starts ?? []);

/** Answers the system's dialog for a folder, which no test can press; null is Cancel. */
export async function answerFolderDialog(app: ElectronApplication, folder: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, folder);
}

/** The calls that the window made of the look that was told. */
export const asked = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() =>
    ((globalThis as unknown as { asked?: string[] }).asked ?? []).filter((call) => call !== 'current')
  );

/** Shows the finished run again, as if this PC were the one that the window looked at last, and its client half. */
export async function tellOfThisPc(app: ElectronApplication, page: Page): Promise<void> {
  const told = await page.evaluate(async () => {
    const [run, pc] = await Promise.all([
      window.reconnect?.run.current({}),
      window.reconnect?.pc.current({})
    ]);
    if (!run?.ok || !pc?.ok || !run.value || !pc.value?.diagnosis) throw new Error('nothing to tell');
    const { diagnosis } = pc.value;
    const findings = [...run.value.diagnosis.findings, ...diagnosis.findings];
    return JSON.stringify({
      ...run.value,
      sequence: run.value.sequence + 1,
      thisPc: { since: 0, reading: false, stopped: false, progress: null, diagnosis, problem: null },
      diagnosis: { ...run.value.diagnosis, findings }
    });
  });
  await app.evaluate(({ BrowserWindow }, json) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('reconnect:run.changed', JSON.parse(json));
  }, told);
}
