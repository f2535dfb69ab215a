import { WindowsError } from './failure';
import { call, type Out, type Pointer, textAt } from './library';

const getKnownFolderPath = call<[id: Buffer, flags: number, token: null, path: Out<Pointer | null>], number>(
  'shell32.dll',
  'int32_t SHGetKnownFolderPath(const uint8_t *id, uint32_t flags, void *token, _Out_ void **path)'
);
const taskMemFree = call<[memory: Pointer], void>('ole32.dll', 'void CoTaskMemFree(void *memory)');

/**
 * The GUIDs as they lie in memory, their first three parts with the low byte first.
 * https://learn.microsoft.com/windows/win32/shell/knownfolderid
 */
const folders = {
  /** {F1B32785-6FBA-4FCF-9D55-7B8E7F157091} */
  'local-app-data': '8527b3f1ba6fcf4f9d557b8e7f157091',
  /** {62AB5D82-FDC1-4DC3-A9DD-070D1D495D97} */
  'program-data': '825dab62c1fdc34da9dd070d1d495d97'
} as const;

/**
 * Where a folder of Windows is for the account whose token this process has: from Windows itself, since the environment of an
 * elevated process is whatever the one that started it wrote there.
 *
 * @throws WindowsError, MissingCall
 */
export function knownFolder(name: keyof typeof folders): string {
  const path: Out<Pointer | null> = [null];
  const result = getKnownFolderPath(Buffer.from(folders[name], 'hex'), 0, null, path);
  const [found] = path;
  try {
    const text = result === 0 && found !== null ? textAt(found) : null;
    if (text === null) throw new WindowsError(result >>> 0);
    return text;
  } finally {
    // Windows wants it freed also where the call has failed.
    if (found !== null) taskMemFree(found);
  }
}
