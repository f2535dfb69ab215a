import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { text } from '../../shared/text';

/** A question of which the answer changes something. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  /** What the button that agrees says. */
  readonly agree: string;
}

/** Asks the person outside of the page, so that nothing in the page can answer; true where they agreed. */
export type Ask = (question: Question) => Promise<boolean>;

/** Asks in a dialog of the system. Escape, Enter and closing it all say no. */
export const askInDialog: Ask = async ({ message, detail, agree }) => {
  const options: MessageBoxOptions = {
    type: 'warning',
    title: text('app.name'),
    message,
    detail,
    buttons: [text('fix.screen.cancel'), agree],
    defaultId: 0,
    cancelId: 0,
    // Else Windows may draw the buttons as large links, of which none looks like the default.
    // https://www.electronjs.org/docs/latest/api/dialog#dialogshowmessageboxwindow-options
    noLink: true
  };
  const [window] = BrowserWindow.getAllWindows();
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options);
  return response === 1;
};
