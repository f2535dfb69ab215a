import { app, BrowserWindow, nativeTheme, screen, session } from 'electron';
import { logError } from '../log';
import { leastSize, loadBounds, placeWindow, saveBounds } from './bounds';
import { hardenSession } from './harden';
import { pageFile, preloadFile } from './page';
import { addZoomKeys } from './zoom';

/** Fluent's first background, so that nothing flashes before the page is drawn. */
const background = { light: '#ffffff', dark: '#292929' } as const;

/**
 * Opens the one window there is. Its session lives in memory: no cookie, cache or storage stays on this PC.
 *
 * @param boundsFile where its size and place are remembered
 */
export function createWindow(boundsFile: string): BrowserWindow {
  const pages = session.fromPartition('reconnect');
  const devTools = !app.isPackaged && process.env['RECONNECT_DEVTOOLS'] === '1';
  hardenSession(pages, devTools);

  const saved = loadBounds(boundsFile);
  const window = new BrowserWindow({
    ...placeWindow(saved, workAreas()),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: preloadFile,
      session: pages,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would come over the network.
      spellcheck: false,
      devTools
    }
  });
  window.removeMenu();
  addZoomKeys(window.webContents);
  if (saved?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    try {
      saveBounds(boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      // A full disk or a read-only profile: the window opens at its first size next time.
      logError('the place of the window could not be saved', error);
    }
  });
  void window.loadFile(pageFile);
  return window;
}

/** The primary screen first: it is where a window without a place goes. */
const workAreas = (): Electron.Rectangle[] => {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
};
