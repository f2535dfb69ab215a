import type { RegistryData } from '../../../shared/model/machine-image';
import { registryTypes } from '../../../shared/model/reading';

/** A registry value as Windows holds it. */
export interface RawValue {
  /** Any number: Windows does not ask what it means. */
  readonly type: number;
  readonly bytes: Buffer;
}

/**
 * Type and bytes of what the image writes, the inverse of `registryData`. Strings get the NUL that ends them.
 * https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regsetvalueexw#remarks
 */
export const registryBytes = (data: RegistryData): RawValue => ({
  type: registryTypes.indexOf(data[0]),
  bytes: bytesOf(data)
});

function bytesOf(data: RegistryData): Buffer {
  switch (data[0]) {
    case 'REG_DWORD': {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(data[1]);
      return bytes;
    }
    case 'REG_QWORD': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(data[1]));
      return bytes;
    }
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return Buffer.from(`${data[1]}\0`, 'utf16le');
    case 'REG_MULTI_SZ':
      return Buffer.from(`${data[1].map((text) => `${text}\0`).join('')}\0`, 'utf16le');
    default:
      return Buffer.from(data[1], 'hex');
  }
}
