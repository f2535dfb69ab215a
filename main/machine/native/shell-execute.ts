import { addressOf, call, type Pointer } from './library';

const shellExecute = call<[info: Buffer], number>(
  'shell32.dll',
  'int ShellExecuteExW(_Inout_ uint8_t *info)'
);
const getProcessId = call<[process: Pointer], number>('kernel32.dll', 'uint32_t GetProcessId(void *process)');
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');
const getActiveWindow = call<[], Pointer | null>('user32.dll', 'void *GetActiveWindow()');

/** https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-shellexecuteinfow */
const infoSize = 112;
const at = {
  mask: 4,
  window: 8,
  verb: 16,
  file: 24,
  parameters: 32,
  folder: 40,
  show: 48,
  process: 104
} as const;
/**
 * SEE_MASK_NOCLOSEPROCESS: gives the process. SEE_MASK_NOASYNC: the calling thread has no messages to wait for.
 * SEE_MASK_FLAG_NO_UI: what fails is told by number; Windows' prompt is not meant by it.
 */
const mask = 0x40 | 0x100 | 0x400;
/** A hidden one would hide the first window that the process opens: its question. */
const showNormal = 1;
const cancelled = 1223;

/** What became of starting a program as an administrator. */
export type ShellStart =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'declined' }
  | { readonly kind: 'failed'; readonly error: number };

/**
 * Has Windows ask for an administrator's consent and start a program; comes back when the prompt is answered. It does not hold
 * up the window: one of libuv's threads waits.
 *
 * @param file absolute
 * @param parameters each without a quote; one with a space is put into quotes
 * @param folder in which it starts; none that others may write into
 */
export async function startAsAdministrator(
  file: string,
  parameters: readonly string[],
  folder: string
): Promise<ShellStart> {
  const info = Buffer.alloc(infoSize);
  const texts = {
    verb: 'runas',
    file,
    parameters: parameters.map(quoted).join(' '),
    folder
  } as const;
  // Windows reads them behind the pointers of the structure: they are in somebody's hands until the call is over.
  const held = Object.entries(texts).map(([name, text]) => {
    const bytes = Buffer.from(`${text}\0`, 'utf16le');
    info.writeBigUInt64LE(addressOf(bytes), at[name as keyof typeof texts]);
    return bytes;
  });
  info.writeUInt32LE(infoSize, 0);
  info.writeUInt32LE(mask, at.mask);
  info.writeInt32LE(showNormal, at.show);
  // Of this thread, and so of this program: the prompt then comes in front of it and does not wait in the taskbar.
  info.writeBigUInt64LE(getActiveWindow() ?? 0n, at.window);
  const { result, error } = await shellExecute.later(info);
  held.length = 0;
  if (result === 0) return error === cancelled ? { kind: 'declined' } : { kind: 'failed', error };
  const process = info.readBigUInt64LE(at.process);
  if (process === 0n) return { kind: 'failed', error: 0 };
  try {
    return { kind: 'started', pid: getProcessId(process) };
  } finally {
    closeHandle(process);
  }
}

/** None of ours ends with a backslash or holds a quote, which alone would need more than this. */
function quoted(parameter: string): string {
  if (/"|\\$/.test(parameter)) throw new Error(`${parameter} cannot stand on a command line as it is`);
  return /\s/.test(parameter) ? `"${parameter}"` : parameter;
}
