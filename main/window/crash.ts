import { app, dialog, type BrowserWindow } from 'electron';
import { text } from '../../shared/text/index';
import { logInfo } from '../log';

/** A second end within this time is no accident: loading again would go on for ever. */
const againWithinMs = 60_000;

/** Loads the page again, once, when its process ends unexpectedly, and says so. Runs are main's and go on. */
export function reloadAfterCrash(window: BrowserWindow, logFolder: string): void {
  let lastAt = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    logInfo('the page ended', { reason, exitCode });
    const now = Date.now();
    const again = now - lastAt < againWithinMs;
    lastAt = now;
    if (again) void giveUp(window, reason, logFolder);
    else {
      window.webContents.reload();
      void dialog.showMessageBox(window, {
        type: 'warning',
        message: text('window.crashed.title'),
        detail: text('window.crashed.detail', { reason }),
        buttons: [text('window.ok')]
      });
    }
  });
}

async function giveUp(window: BrowserWindow, reason: string, folder: string): Promise<void> {
  await dialog.showMessageBox(window, {
    type: 'error',
    message: text('window.crashed-again.title'),
    detail: text('window.crashed-again.detail', { reason, folder }),
    buttons: [text('window.quit')]
  });
  app.quit();
}
