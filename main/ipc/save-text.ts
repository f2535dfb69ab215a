import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow, dialog, type SaveDialogOptions } from 'electron';
import { text } from '../../shared/text';
import { codeOf } from '../machine/durable';
import { CallError } from './call-error';

/** Saves a text where the person says. Gives the file's name; null where none was chosen. */
export type SaveText = (what: {
  /** What the file is called unless the person says otherwise. */
  readonly name: string;
  readonly content: string;
  readonly as: 'json' | 'text';
}) => Promise<string | null>;

/**
 * Asks in a dialog of the system, which also asks before it replaces a file. The window names no path.
 *
 * @throws CallError where it could not be written
 */
export const saveTextByDialog: SaveText = async ({ name, content, as }) => {
  const options: SaveDialogOptions = {
    defaultPath: name,
    filters: [{ name: text(`history.export.${as}`), extensions: [as === 'json' ? 'json' : 'txt'] }]
  };
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  if (canceled || !filePath) return null;
  const file = basename(filePath);
  try {
    await writeFile(filePath, content, { mode: 0o600 });
    return file;
  } catch (error) {
    throw new CallError('not-saved', 'history.error.not-saved', { name: file, code: codeOf(error) });
  }
};
