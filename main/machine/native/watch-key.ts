import type { Unavailable } from '../../../shared/model/machine-image';
import { asUnavailable, WindowsError } from './failure';
import { call, getLastError, type Pointer } from './library';
import { closeKey, keyAccess, openKey } from './registry';
import { regNotifyChange } from './registry-calls';

const createEvent = call<[security: null, manual: number, set: number, name: null], Pointer | null>(
  'kernel32.dll',
  'void *CreateEventW(void *security, int manual, int set, str16 name)'
);
const waitForObject = call<[handle: Pointer, milliseconds: number], number>(
  'kernel32.dll',
  'uint32_t WaitForSingleObject(void *handle, uint32_t milliseconds)'
);
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');

/** Names of subkeys, and values: https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regnotifychangekeyvalue */
const changes = 0x1 | 0x4;
const waitObject0 = 0;

/** Milliseconds between two looks: what a person takes for at once, and a burst of changes becomes one. */
const lookEvery = 150;

/**
 * Tells of each change of a key or anything below it, until the signal aborts or the key is deleted, of which it tells
 * too. Several changes in a row may be told as one, never none.
 *
 * Windows sets an event; looking at it takes no time. A wait off the main thread would keep one of libuv's four threads
 * for each key that is watched, and file and name look-ups waiting behind it.
 *
 * @returns once every later change is seen; null when there is no such key: then nothing is watched
 */
export function watchKey(
  path: string,
  signal: AbortSignal,
  onChange: () => void
): 'watching' | null | Unavailable {
  if (signal.aborted) return 'watching';
  try {
    const key = openKey(path, keyAccess.notify);
    if (key === null) return null;
    const event = createEvent(null, 0, 0, null);
    if (event === null) {
      const code = getLastError();
      closeKey(key);
      throw new WindowsError(code);
    }
    return watchHandles(key, event, signal, onChange);
  } catch (error) {
    return asUnavailable(error);
  }
}

function watchHandles(key: Pointer, event: Pointer, signal: AbortSignal, onChange: () => void): 'watching' {
  const arm = (): number => regNotifyChange(key, 1, changes, event, 1);
  const close = (): void => {
    clearInterval(timer);
    signal.removeEventListener('abort', close);
    closeKey(key);
    closeHandle(event);
  };
  const timer = setInterval(() => {
    if (waitForObject(event, 0) !== waitObject0) return;
    // Before it is told, so that a change during the telling is the next one. Not armed: the key is gone.
    if (arm() !== 0) close();
    onChange();
  }, lookEvery);
  timer.unref();
  signal.addEventListener('abort', close);
  const code = arm();
  if (code !== 0) {
    close();
    throw new WindowsError(code);
  }
  return 'watching';
}
