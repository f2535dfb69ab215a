import { WriteFailed } from '../writing';
import { WindowsError, windowsError } from './failure';
import { call, type Call, type Pointer } from './library';
import { orWriteFailed } from './place-writer';
import { closeKey, keyAccess, openKey } from './registry';
import { flushKey } from './write-registry';

/** https://learn.microsoft.com/windows/win32/api/winreg/ ; each gives the error number itself. */
const advapi = <Args extends readonly unknown[]>(prototype: string): Call<Args, number> =>
  call('advapi32.dll', prototype);

const regRenameKey = advapi<[key: Pointer, name: string, to: string]>(
  'int32_t RegRenameKey(void *key, str16 name, str16 to)'
);
const regDeleteTree = advapi<[key: Pointer, path: string]>('int32_t RegDeleteTreeW(void *key, str16 path)');

/** https://learn.microsoft.com/windows/win32/sysinfo/registry-key-security-and-access-rights */
const createSubkeyRight = 0x4;
const setValueRight = 0x2;
const deleteRight = 0x1_0000;
const writing =
  keyAccess.queryValue | keyAccess.enumerateSubkeys | setValueRight | createSubkeyRight | deleteRight;

const parted = (path: string): { parent: string; name: string } => {
  const at = path.lastIndexOf('\\');
  return { parent: path.slice(0, at), name: path.slice(at + 1) };
};

/** @throws WriteFailed */
export const isKeyThere = (path: string): Promise<boolean> =>
  orWriteFailed(() => {
    const key = openKey(path, keyAccess.queryValue);
    if (key !== null) closeKey(key);
    return Promise.resolve(key !== null);
  });

/**
 * Gives a key another name, with all that is in it and who may read it.
 *
 * @param to its new name, without a path
 * @throws WriteFailed, `error 183` where there is a key of that name
 */
export const renameKey = (path: string, to: string): Promise<void> =>
  orWriteFailed(async () => {
    const { parent, name } = parted(path);
    if (!/^[^\\\0]+$/.test(to)) throw new WriteFailed('no name of a key');
    if (await isKeyThere(`${parent}\\${to}`)) throw new WindowsError(windowsError.alreadyExists);
    inParent(parent, (key) => regRenameKey(key, name, to));
    await flushKey(parent);
  });

/** Takes a key away with all that is in it. One that is not there is away already. @throws WriteFailed */
export const removeKey = (path: string): Promise<void> =>
  orWriteFailed(async () => {
    const { parent, name } = parted(path);
    inParent(parent, (key) => {
      const code = regDeleteTree(key, name);
      return code === windowsError.fileNotFound ? 0 : code;
    });
    await flushKey(parent);
  });

function inParent(parent: string, work: (key: Pointer) => number): void {
  const key = openKey(parent, writing);
  if (key === null) throw new WindowsError(windowsError.fileNotFound);
  try {
    const code = work(key);
    if (code !== 0) throw new WindowsError(code);
  } finally {
    closeKey(key);
  }
}
