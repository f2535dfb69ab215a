import { basename, join } from 'node:path';
import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { Reading } from '../../shared/model/reading';
import { text } from '../../shared/text';
import { writeKit } from '../machine/powershell/write-kit';
import { CallError } from './call-error';

/** Its own folder, so that nothing else stands beside the two files where they are started. */
const kitFolder = 'Reconnect host kit';

/**
 * Asks the person for a folder and writes the host kit into a new one inside it. The window names no path.
 *
 * @returns the name of the chosen folder; null where none was chosen
 * @throws CallError where it could not be written
 */
export async function saveKit(readings: readonly Reading[]): Promise<{ folder: string | null }> {
  const chosen = await chooseFolder();
  if (chosen === null) return { folder: null };
  const kept = await writeKit(join(chosen, kitFolder), readings);
  const folder = basename(chosen) || chosen;
  switch (kept.result) {
    case 'written':
      return { folder };
    case 'other-file':
      throw new CallError('kit-not-saved', 'pc.remote.kit.other-file', { name: basename(kept.path) });
    case 'not-written':
      throw new CallError('kit-not-saved', 'pc.remote.kit.not-saved', { folder, code: kept.code });
  }
}

async function chooseFolder(): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: text('pc.remote.kit.dialog'),
    buttonLabel: text('pc.remote.kit.choose'),
    properties: ['openDirectory', 'createDirectory']
  };
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}
