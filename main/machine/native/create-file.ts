import { call, type Pointer } from './library';

/**
 * Opens something that has a name. What it gives has to be closed.
 * https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew
 *
 * @returns `invalidHandle` where it fails
 */
export const createFile = call<
  [name: string, access: number, share: number, security: null, how: number, flags: number, template: null],
  Pointer
>(
  'kernel32.dll',
  'void *CreateFileW(str16 name, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template)'
);

export const invalidHandle = 0xffff_ffff_ffff_ffffn;
/** OPEN_EXISTING: nothing is made. */
export const openExisting = 3;
