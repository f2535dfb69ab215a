import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { isOwnPage } from '../window/page';

/**
 * Whether a call comes from the top frame of our own window, showing our own page.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function isTrustedSender(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  window: BrowserWindow | null
): boolean {
  if (!window || window.isDestroyed() || event.sender !== window.webContents) return false;
  const frame = event.senderFrame;
  // Null when the frame is already gone (Electron 22's types do not say so).
  return frame != null && frame.parent === null && isOwnPage(frame.url);
}
