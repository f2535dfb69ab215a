import { join } from 'node:path';
import { app, Menu, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { longestInput } from '../../shared/ipc/contract';
import { createServices } from '../ipc/index';
import { emit, registerHandlers } from '../ipc/register';
import type { Launch } from '../launch';
import { logError, openLog } from '../log';
import { prepareDoor } from '../machine/this-windows';
import { createWindow } from './create';
import { reloadAfterCrash } from './crash';
import { closeChromiumNetwork, hardenAllContents } from './harden';
import { readTarget } from './target';

const askedSchema = z.object({
  target: z.string().max(longestInput).nullable(),
  demo: z.string().max(100).nullable(),
  folder: z.string()
});

type WindowLaunch = Extract<Launch, { mode: 'window' }>;

/** Opens the window, or hands over to the one that is open already: one for each person and profile. */
export async function startWindow(launch: WindowLaunch): Promise<void> {
  const asked = { target: launch.target, demo: launch.demo, folder: process.cwd() };
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

  const open = ({ target, folder }: z.infer<typeof askedSchema>): void => {
    if (target !== null) services.open(readTarget(target, folder));
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (window) focus(window);
    // Comes from another process, even if it is this same program.
    const later = askedSchema.safeParse(data);
    if (!later.success) return;
    // A later demo has no start screen of its own to list the scenarios on.
    if (later.data.demo !== null) services.open({ kind: 'demo', scenario: later.data.demo });
    else open(later.data);
  });
  app.on('window-all-closed', () => app.quit());
  closeBeforeQuit(services.close);

  prepareDoor();
  await app.whenReady();
  window = createWindow(join(userData, 'window.json'));
  window.on('closed', () => {
    window = null;
  });
  reloadAfterCrash(window, logFolder);
  open(asked);
}

/** The elevated side ends with its parent too, so nobody is kept waiting for it. Milliseconds. */
const goodbyeMs = 2000;

/** Lets the app go only after what it has open was told, or has had its time. */
function closeBeforeQuit(close: () => Promise<void>): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    const timeIsOver = new Promise<void>((resolve) => setTimeout(resolve, goodbyeMs));
    void Promise.race([close(), timeIsOver])
      .catch((error: unknown) => logError('closing before the end failed', error))
      .finally(() => {
        isClosed = true;
        // Not from within this event: Electron takes no second wish to quit before it has let go of the first one.
        setImmediate(() => app.quit());
      });
  });
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
