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
const getNamedSecurity = call<
  [
    path: string,
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
  'uint32_t GetNamedSecurityInfoW(str16 path, int kind, uint32_t parts, void *owner, void *group, void *dacl, void *sacl, _Out_ void **descriptor)'
);
const createDirectory = call<[path: string, security: Buffer], number>(
  'kernel32.dll',
  'int CreateDirectoryW(str16 path, const uint8_t *security)'
);
const localFree = call<[memory: Pointer], Pointer | null>('kernel32.dll', 'void *LocalFree(void *memory)');

const revision = 1;
/** SE_FILE_OBJECT. */
const fileObject = 1;
/** OWNER_SECURITY_INFORMATION and DACL_SECURITY_INFORMATION. */
const ownerAndDacl = 1 | 4;

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
 * Whose a folder is, and who may do what in it, as SDDL.
 *
 * @throws WindowsError, MissingCall
 */
export function folderSecurity(path: string): string {
  const found: Out<Pointer | null> = [null];
  const error = getNamedSecurity(path, fileObject, ownerAndDacl, null, null, null, null, found);
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
