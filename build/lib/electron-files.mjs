import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ folder: string, executable: string, from: 'override' | 'official' | 'wheel' }} Runtime */

/** Where the program lies in a folder with Electron. @param {string} platform */
export function executableName(platform) {
  if (platform.startsWith('win32')) return 'electron.exe';
  return platform.startsWith('darwin') ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** Version of the Electron in a folder; undefined where none says so. @param {string} folder */
export function readVersion(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}
