import { join } from 'node:path';
import { app, Menu, type BrowserWindow } from 'electron';
import { createServices } from '../ipc/index';
import { emit, registerHandlers } from '../ipc/register';
import type { Launch } from '../launch';
import { logError, openLog } from '../log';
import { createWindow } from './create';
import { reloadAfterCrash } from './crash';
import { closeChromiumNetwork, hardenAllContents } from './harden';
import { readTarget } from './target';

type WindowLaunch = Extract<Launch, { mode: 'window' }>;

/** Opens the window, or hands over to the one that is open already: one for each person and profile. */
export async function startWindow(launch: WindowLaunch): Promise<void> {
  const asked = { target: launch.target, folder: process.cwd() };
  if (!app.requestSingleInstanceLock(asked)) {
    app.quit();
    return;
  }
  const userData = app.getPath('userData');
  const logFolder = join(userData, 'logs');
  openLog(logFolder);
  process.on('uncaughtException', (error) => logError('uncaught', error));
  process.on('unhandledRejection', (error) => logError('unhandled rejection', error));
  closeChromiumNetwork();
  hardenAllContents();
  Menu.setApplicationMenu(null);

  let window: BrowserWindow | null = null;
  const services = createServices({
    emit: (group, event, payload) => emit(window, group, event, payload),
    demo: launch.demo,
    userData
  });
  registerHandlers(services.handlers, () => window);

  const open = (target: string | null, folder: string): void => {
    const input = target === null ? null : readTarget(target, folder);
    if (input) services.open(input);
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (window) focus(window);
    const { target, folder } = data as typeof asked;
    open(target, folder);
  });
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  window = createWindow(join(userData, 'window.json'));
  window.on('closed', () => {
    window = null;
  });
  reloadAfterCrash(window, logFolder);
  open(asked.target, asked.folder);
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
