import { createFile, invalidHandle, openExisting } from './create-file';
import { WindowsError } from './failure';
import { getLastError } from './library';
import { overlapped, type PipeEnd, pipeEnd, pipePath } from './pipe-calls';

/**
 * What a client may do with a pipe of ours, and asks for: read, write, their attributes, wait. GENERIC_WRITE would hold the
 * right to make more instances of it too: https://learn.microsoft.com/windows/win32/ipc/named-pipe-security-and-access-rights
 */
export const pipeAccess = 0x12_019b;
/**
 * SECURITY_SQOS_PRESENT and SECURITY_IDENTIFICATION: the server may see who this is, and not act as this. Otherwise a service
 * that got hold of the name could borrow the rights of whoever connects.
 * https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew
 */
const identifyOnly = 0x0010_0000 | 0x0001_0000;

/**
 * Opens a pipe of this PC.
 *
 * @param name without `\\.\pipe\`
 * @throws WindowsError, 2 where there is none, 231 where somebody else has come first
 */
export function connectPipe(name: string): PipeEnd {
  const handle = createFile(
    pipePath(name),
    pipeAccess,
    0,
    null,
    openExisting,
    overlapped | identifyOnly,
    null
  );
  if (handle === invalidHandle) throw new WindowsError(getLastError());
  return pipeEnd(handle, 'server');
}
