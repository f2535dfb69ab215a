import type { Unavailable } from '../../../shared/model/machine-image';
import { unavailable } from '../fragment';
import { MissingCall } from './library';

/** Numbers of https://learn.microsoft.com/windows/win32/debug/system-error-codes that the readers tell apart. */
export const windowsError = {
  fileNotFound: 2,
  pathNotFound: 3,
  accessDenied: 5,
  writeProtected: 19,
  notSupported: 50,
  invalidParameter: 87,
  diskFull: 112,
  callNotImplemented: 120,
  insufficientBuffer: 122,
  invalidLevel: 124,
  procedureNotFound: 127,
  alreadyExists: 183,
  moreData: 234,
  noMoreItems: 259,
  keyDeleted: 1018,
  serviceAlreadyRunning: 1056,
  serviceDoesNotExist: 1060,
  serviceNotActive: 1062,
  notFound: 1168,
  disabledByPolicy: 1260,
  privilegeNotHeld: 1314,
  timeout: 1460
} as const;

/** A call of Windows that failed with this number. */
export class WindowsError extends Error {
  override readonly name = 'WindowsError';
  constructor(readonly code: number) {
    super(errorText(code));
  }
}

/** Windows writes HRESULTs in hex and older numbers in decimal; texts would be in the language of the PC. */
const errorText = (code: number): string =>
  code > 0xffff ? `error 0x${code.toString(16).padStart(8, '0')}` : `error ${code}`;

/** FACILITY_WIN32: an HRESULT around an older number. https://learn.microsoft.com/openspecs/windows_protocols/ms-erref */
const plainCode = (code: number): number => (code >>> 16 === 0x8007 ? code & 0xffff : code);

/** What stands in the image for a call that failed with this number. */
export function failedWith(code: number): Unavailable {
  const detail = errorText(code);
  switch (plainCode(code)) {
    case windowsError.accessDenied:
    case windowsError.privilegeNotHeld:
      return unavailable('access-denied', detail);
    case windowsError.notSupported:
    case windowsError.callNotImplemented:
    case windowsError.procedureNotFound:
      return unavailable('not-supported', detail);
    case windowsError.disabledByPolicy:
      return unavailable('blocked', detail);
    case windowsError.timeout:
      return unavailable('timeout', detail);
    default:
      return unavailable('failed', detail);
  }
}

/** What stands in the image for anything that a reader throws. */
export function asUnavailable(error: unknown): Unavailable {
  if (error instanceof WindowsError) return failedWith(error.code);
  if (error instanceof MissingCall) return unavailable('not-supported', error.message);
  return unavailable('failed', error instanceof Error ? error.message : String(error));
}

/** The value of `read`, or why it cannot be had. */
export async function orUnavailable<T>(read: () => T | Promise<T>): Promise<T | Unavailable> {
  try {
    return await read();
  } catch (error) {
    return asUnavailable(error);
  }
}
