import { WindowsError } from './failure';
import { call, getLastError, type Out, type Pointer } from './library';

const toDescriptor = call<
  [text: string, revision: number, descriptor: Out<Pointer | null>, size: null],
  number
>(
  'advapi32.dll',
  'int ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32_t revision, _Out_ void **descriptor, uint32_t *size)'
);
const localFree = call<[memory: Pointer], Pointer | null>('kernel32.dll', 'void *LocalFree(void *memory)');

const revision = 1;
/** SECURITY_ATTRIBUTES: its own size, the descriptor, whether handles are inherited. */
const attributesSize = 24;

/**
 * Has `make` make something that has its security from its first moment on. No process that is started inherits its handle.
 *
 * @param security as SDDL: https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 * @throws WindowsError, or what `make` throws
 */
export function withSecurity<T>(security: string, make: (attributes: Buffer) => T): T {
  const found: Out<Pointer | null> = [null];
  const converted = toDescriptor(security, revision, found, null);
  const [descriptor] = found;
  if (converted === 0 || descriptor === null) throw new WindowsError(getLastError());
  try {
    const attributes = Buffer.alloc(attributesSize);
    attributes.writeUInt32LE(attributesSize, 0);
    attributes.writeBigUInt64LE(descriptor, 8);
    return make(attributes);
  } finally {
    localFree(descriptor);
  }
}
