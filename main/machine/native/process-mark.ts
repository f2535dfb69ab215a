import { WindowsError, windowsError } from './failure';
import { call, getLastError, type Pointer } from './library';

const openProcess = call<[access: number, inherit: number, pid: number], Pointer | null>(
  'kernel32.dll',
  'void *OpenProcess(uint32_t access, int inherit, uint32_t pid)'
);
const getProcessTimes = call<
  [process: Pointer, created: Buffer, ended: Buffer, kernel: Buffer, user: Buffer],
  number
>(
  'kernel32.dll',
  'int GetProcessTimes(void *process, _Out_ uint8_t *created, _Out_ uint8_t *ended, _Out_ uint8_t *kernel, _Out_ uint8_t *user)'
);
const waitForObject = call<[handle: Pointer, milliseconds: number], number>(
  'kernel32.dll',
  'uint32_t WaitForSingleObject(void *handle, uint32_t milliseconds)'
);
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');

/** PROCESS_QUERY_LIMITED_INFORMATION and SYNCHRONIZE. */
const toWatch = 0x1000 | 0x10_0000;
const waitTimeout = 258;

/** A process, told from a later one of the same number by when it began: its creation FILETIME, in decimal. */
interface Mark {
  readonly pid: number;
  readonly startedAt: string;
}

/**
 * The mark of a process that runs.
 *
 * @returns null where none of that number does
 * @throws WindowsError, 5 where it belongs to somebody else
 */
export function markOf(pid: number): Mark | null {
  const process = openProcess(toWatch, 0, pid);
  if (process === null) {
    const code = getLastError();
    // OpenProcess says so of a number that no process has.
    if (code === windowsError.invalidParameter) return null;
    throw new WindowsError(code);
  }
  try {
    // A process that has ended keeps its number and its times as long as anybody has it open.
    if (waitForObject(process, 0) !== waitTimeout) return null;
    const created = Buffer.alloc(8);
    if (getProcessTimes(process, created, Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)) === 0)
      throw new WindowsError(getLastError());
    return { pid, startedAt: created.readBigUInt64LE(0).toString() };
  } finally {
    closeHandle(process);
  }
}

/**
 * Whether that very process still runs. One that belongs to somebody else and may not be looked at counts as running as long
 * as its number is in use: an administrator whose password was typed at the prompt may not open a process of the person's. One
 * that cannot be looked at for any other reason counts as gone.
 */
export function stillRuns(mark: Mark): boolean {
  try {
    return markOf(mark.pid)?.startedAt === mark.startedAt;
  } catch (error) {
    if (error instanceof WindowsError) return error.code === windowsError.accessDenied;
    throw error;
  }
}
