import { WindowsError } from './failure';
import { call, getLastError, type Pointer } from './library';
import { textUntilNul } from './structures';
import { breathe } from './turns';

const createSnapshot = call<[flags: number, processId: number], Pointer>(
  'kernel32.dll',
  'void *CreateToolhelp32Snapshot(uint32_t flags, uint32_t processId)'
);
const firstProcess = call<[snapshot: Pointer, entry: Buffer], number>(
  'kernel32.dll',
  'int Process32FirstW(void *snapshot, _Inout_ uint8_t *entry)'
);
const nextProcess = call<[snapshot: Pointer, entry: Buffer], number>(
  'kernel32.dll',
  'int Process32NextW(void *snapshot, _Inout_ uint8_t *entry)'
);
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');

const invalidHandle = 0xffff_ffff_ffff_ffffn;
const processesOnly = 0x2;
/** https://learn.microsoft.com/windows/win32/api/tlhelp32/ns-tlhelp32-processentry32w */
const entrySize = 568;
/** What the end of the list is called. */
const noMoreFiles = 18;

/**
 * The names of the programs of all processes by process id. Asks for no right to any of them, so it names those of other
 * people and of services without elevation; and it does not need the Remote Desktop service, as WTSEnumerateProcesses
 * does.
 */
export async function processNames(): Promise<Map<number, string>> {
  const { result: snapshot, error } = await createSnapshot.later(processesOnly, 0);
  if (snapshot === invalidHandle) throw new WindowsError(error);
  try {
    const names = new Map<number, string>();
    const entry = Buffer.alloc(entrySize);
    entry.writeUInt32LE(entrySize, 0);
    let found = firstProcess(snapshot, entry);
    while (found !== 0) {
      names.set(entry.readUInt32LE(8), textUntilNul(entry.subarray(44, 44 + 520)));
      await breathe();
      found = nextProcess(snapshot, entry);
    }
    const code = getLastError();
    if (code !== noMoreFiles) throw new WindowsError(code);
    return names;
  } finally {
    closeHandle(snapshot);
  }
}
