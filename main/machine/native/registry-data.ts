import type { RegistryData, Unavailable } from '../../../shared/model/machine-image';
import { registryTypes } from '../../../shared/model/reading';
import { unavailable } from '../fragment';

/**
 * Type and data of a registry value as the image writes them. Nothing checks what a program stores under a type: data that
 * does not have the type's length is not guessed at, its bytes stand in the detail.
 *
 * Strings lose the one NUL that ends them, and nothing else: Windows neither demands it nor ends the data there
 * (https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regqueryvalueexw#remarks).
 */
export function registryData(type: number, bytes: Buffer): RegistryData | Unavailable {
  // The names stand in the order of their numbers. https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types
  const name = registryTypes[type];
  switch (name) {
    case undefined:
      return unavailable('failed', `type ${type}: ${shown(bytes)}`);
    case 'REG_DWORD':
      return bytes.length === 4 ? [name, bytes.readUInt32LE(0)] : wrongLength(name, bytes);
    case 'REG_QWORD':
      return bytes.length === 8 ? [name, bytes.readBigUInt64LE(0).toString()] : wrongLength(name, bytes);
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return bytes.length % 2 === 0 ? [name, withoutLastNul(bytes)] : wrongLength(name, bytes);
    case 'REG_MULTI_SZ':
      return bytes.length % 2 === 0 ? [name, strings(bytes)] : wrongLength(name, bytes);
    default:
      return [name, bytes.toString('hex')];
  }
}

const shown = (bytes: Buffer): string =>
  bytes.length > 32 ? `${bytes.toString('hex', 0, 32)}…` : bytes.toString('hex');

const wrongLength = (name: string, bytes: Buffer): Unavailable =>
  unavailable(
    'failed',
    `${name} of ${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'}: ${shown(bytes)}`
  );

function withoutLastNul(bytes: Buffer): string {
  const text = bytes.toString('utf16le');
  return text.endsWith('\0') ? text.slice(0, -1) : text;
}

/** Each ends with a NUL and the list with one more; either last NUL may be missing. Empty strings within are kept. */
function strings(bytes: Buffer): string[] {
  if (bytes.length === 0) return [];
  const list = withoutLastNul(bytes).split('\0');
  if (list.at(-1) === '') list.pop();
  return list;
}
