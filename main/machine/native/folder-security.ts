import { createFile, invalidHandle, openExisting } from './create-file';
import { WindowsError, windowsError } from './failure';
import { call, getLastError, type Out, type Pointer, textAt } from './library';
import { withSecurity } from './security-attributes';

const toText = call<
  [descriptor: Pointer, revision: number, parts: number, text: Out<Pointer | null>, length: null],
  number
>(
  'advapi32.dll',
  'int ConvertSecurityDescriptorToStringSecurityDescriptorW(void *descriptor, uint32_t revision, uint32_t parts, _Out_ void **text, uint32_t *length)'
);
const getSecurity = call<
  [
    handle: Pointer,
    kind: number,
    parts: number,
    owner: null,
    group: null,
    dacl: null,
    sacl: null,
    descriptor: Out<Pointer | null>
  ],
  number
>(
  'advapi32.dll',
  'uint32_t GetSecurityInfo(void *handle, int kind, uint32_t parts, void *owner, void *group, void *dacl, void *sacl, _Out_ void **descriptor)'
);
const createDirectory = call<[path: string, security: Buffer], number>(
  'kernel32.dll',
  'int CreateDirectoryW(str16 path, const uint8_t *security)'
);
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');
const localFree = call<[memory: Pointer], Pointer | null>('kernel32.dll', 'void *LocalFree(void *memory)');

const revision = 1;
/** SE_FILE_OBJECT. */
const fileObject = 1;
/** OWNER_SECURITY_INFORMATION and DACL_SECURITY_INFORMATION. */
const ownerAndDacl = 1 | 4;
const readControl = 0x2_0000;
/** FILE_SHARE_READ, FILE_SHARE_WRITE and FILE_SHARE_DELETE. */
const sharedWithAll = 1 | 2 | 4;
/**
 * FILE_FLAG_BACKUP_SEMANTICS, without which no folder is opened, and FILE_FLAG_OPEN_REPARSE_POINT: of a junction its own
 * security. Its maker has chosen where it leads, and may choose anew; to a volume by its GUID, it is no link to Node either.
 */
const theFolderItself = 0x200_0000 | 0x20_0000;

/**
 * Makes a folder that has its security from its first moment on.
 *
 * @param security as SDDL: https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 * @returns false where something of that name is there already, which stays as it is
 * @throws WindowsError, MissingCall
 */
export const makeFolderWith = (path: string, security: string): boolean =>
  withSecurity(security, (attributes) => {
    if (createDirectory(path, attributes) !== 0) return true;
    const error = getLastError();
    if (error === windowsError.alreadyExists) return false;
    throw new WindowsError(error);
  });

/**
 * Whose a folder is, and who may do what in it, as SDDL. Of what leads elsewhere: whose that is, and not where it leads.
 *
 * @throws WindowsError, MissingCall
 */
export function folderSecurity(path: string): string {
  const folder = createFile(path, readControl, sharedWithAll, null, openExisting, theFolderItself, null);
  if (folder === invalidHandle) throw new WindowsError(getLastError());
  try {
    return securityOf(folder);
  } finally {
    closeHandle(folder);
  }
}

function securityOf(folder: Pointer): string {
  const found: Out<Pointer | null> = [null];
  const error = getSecurity(folder, fileObject, ownerAndDacl, null, null, null, null, found);
  const [descriptor] = found;
  if (error !== 0 || descriptor === null) throw new WindowsError(error);
  const text: Out<Pointer | null> = [null];
  try {
    if (toText(descriptor, revision, ownerAndDacl, text, null) === 0) throw new WindowsError(getLastError());
    return text[0] === null ? '' : (textAt(text[0]) ?? '');
  } finally {
    if (text[0] !== null) localFree(text[0]);
    localFree(descriptor);
  }
}
