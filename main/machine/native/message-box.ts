import { WindowsError } from './failure';
import { call, type Out, type Pointer } from './library';

const messageBox = call<[owner: null, text: string, caption: string, kind: number], number>(
  'user32.dll',
  'int MessageBoxW(void *owner, str16 text, str16 caption, uint32_t kind)'
);
const findWindow = call<
  [parent: null, after: Pointer | null, className: string, caption: string],
  Pointer | null
>('user32.dll', 'void *FindWindowExW(void *parent, void *after, str16 className, str16 caption)');
const processOf = call<[window: Pointer, pid: Out<number>], number>(
  'user32.dll',
  'uint32_t GetWindowThreadProcessId(void *window, _Out_ uint32_t *pid)'
);
const postMessage = call<[window: Pointer, message: number, first: Pointer, second: Pointer], number>(
  'user32.dll',
  'int PostMessageW(void *window, uint32_t message, uintptr_t first, intptr_t second)'
);

/**
 * MB_OKCANCEL, MB_ICONWARNING, MB_DEFBUTTON2 (which is Cancel), MB_SETFOREGROUND, MB_TOPMOST.
 * https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-messageboxw
 */
const okOrCancel = 0x1 | 0x30 | 0x100 | 0x1_0000 | 0x4_0000;
const ok = 1;
const closeMessage = 0x10;
/** What Windows calls the windows of dialogs: https://learn.microsoft.com/windows/win32/winmsg/about-window-classes */
const dialogClass = '#32770';
/** Milliseconds between two tries to withdraw a question: it may be just about to appear. */
const withdrawEvery = 50;

/**
 * Asks in a message box of Windows, with Cancel as default. Waits on one of libuv's threads; nothing else of the process waits.
 *
 * @param signal withdraws the question
 * @returns true for OK and nothing else
 * @throws WindowsError where it cannot be shown
 */
export async function askInMessageBox(text: string, caption: string, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  let withdrawing: NodeJS.Timeout | undefined;
  const withdraw = (): void => {
    withdrawing ??= setInterval(() => closeOwn(caption), withdrawEvery);
  };
  signal.addEventListener('abort', withdraw);
  try {
    const { result, error } = await messageBox.later(null, text, caption, okOrCancel);
    if (result === 0) throw new WindowsError(error);
    return result === ok && !signal.aborted;
  } finally {
    clearInterval(withdrawing);
    signal.removeEventListener('abort', withdraw);
  }
}

/** Closing it is what its Cancel does. */
function closeOwn(caption: string): void {
  let window: Pointer | null = null;
  while ((window = findWindow(null, window, dialogClass, caption)) !== null) {
    const pid: Out<number> = [0];
    processOf(window, pid);
    if (pid[0] === process.pid) postMessage(window, closeMessage, 0n, 0n);
  }
}
