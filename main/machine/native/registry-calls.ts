import { type Call, call, type Out, type Pointer } from './library';

/** https://learn.microsoft.com/windows/win32/api/winreg/ ; each gives the error number itself. */
const advapi = <Args extends readonly unknown[]>(prototype: string): Call<Args, number> =>
  call('advapi32.dll', prototype);

export const regOpenKey = advapi<
  [key: Pointer, path: string, options: number, access: number, opened: Out<Pointer | null>]
>('int32_t RegOpenKeyExW(void *key, str16 path, uint32_t options, uint32_t access, _Out_ void **opened)');

export const regCloseKey = advapi<[key: Pointer]>('int32_t RegCloseKey(void *key)');

export const regQueryValue = advapi<
  [key: Pointer, name: string, reserved: null, type: Out<number>, data: Buffer, size: Out<number>]
>(
  'int32_t RegQueryValueExW(void *key, str16 name, void *reserved, _Out_ uint32_t *type, _Out_ uint8_t *data, _Inout_ uint32_t *size)'
);

export const regEnumValue = advapi<
  [
    key: Pointer,
    index: number,
    name: Buffer,
    characters: Out<number>,
    reserved: null,
    type: Out<number>,
    /** null to have name, type and size alone. */
    data: Buffer | null,
    size: Out<number>
  ]
>(
  'int32_t RegEnumValueW(void *key, uint32_t index, _Out_ uint16_t *name, _Inout_ uint32_t *characters, void *reserved, _Out_ uint32_t *type, _Out_ uint8_t *data, _Inout_ uint32_t *size)'
);

export const regEnumKey = advapi<
  [
    key: Pointer,
    index: number,
    name: Buffer,
    characters: Out<number>,
    reserved: null,
    className: null,
    classCharacters: null,
    written: Out<number | bigint>
  ]
>(
  'int32_t RegEnumKeyExW(void *key, uint32_t index, _Out_ uint16_t *name, _Inout_ uint32_t *characters, void *reserved, void *className, void *classCharacters, _Out_ uint64_t *written)'
);

/** Of the many numbers only the last, the time of the last change, is asked for. */
export const regQueryInfoKey = advapi<
  [
    key: Pointer,
    className: null,
    classCharacters: null,
    reserved: null,
    subkeys: null,
    longestSubkey: null,
    longestClass: null,
    values: null,
    longestName: null,
    longestData: null,
    security: null,
    written: Out<number | bigint>
  ]
>(
  'int32_t RegQueryInfoKeyW(void *key, void *className, void *classCharacters, void *reserved, void *subkeys, void *longestSubkey, void *longestClass, void *values, void *longestName, void *longestData, void *security, _Out_ uint64_t *written)'
);

export const regNotifyChange = advapi<
  [key: Pointer, subtree: number, filter: number, event: Pointer, asynchronous: number]
>('int32_t RegNotifyChangeKeyValue(void *key, int subtree, uint32_t filter, void *event, int asynchronous)');
