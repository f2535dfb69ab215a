import { isUnavailable, type OsSection } from '../../../shared/model/machine-image';
import { asNumber, asText } from '../registry-answer';
import { orUnavailable, WindowsError } from './failure';
import { call, getLastError, MissingCall, type Out, type Pointer } from './library';
import { valueAt } from './registry';
import { textUntilNul } from './structures';

const getVersion = call<[version: Buffer], number>(
  'ntdll.dll',
  'int32_t RtlGetVersion(_Inout_ uint8_t *version)'
);
const getCurrentProcess = call<[], Pointer>('kernel32.dll', 'void *GetCurrentProcess()');
const isWow64Process2 = call<[process: Pointer, machine: Out<number>, native: Out<number>], number>(
  'kernel32.dll',
  'int IsWow64Process2(void *process, _Out_ uint16_t *machine, _Out_ uint16_t *native)'
);
const getTimeZone = call<[zone: Buffer], number>(
  'kernel32.dll',
  'uint32_t GetDynamicTimeZoneInformation(_Out_ uint8_t *zone)'
);
const getLocaleName = call<[name: Buffer, characters: number], number>(
  'kernel32.dll',
  'int GetUserDefaultLocaleName(_Out_ uint16_t *name, int characters)'
);

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/** Which Windows this is. */
export async function readOs(): Promise<OsSection> {
  const kernel = await orUnavailable(kernelVersion);
  return {
    ...(isUnavailable(kernel) ? { version: kernel, build: kernel, productType: kernel } : kernel),
    ubr: asNumber(valueAt(currentVersion, 'UBR')),
    edition: asText(valueAt(currentVersion, 'EditionID')),
    architecture: await orUnavailable(architecture),
    locale: await orUnavailable(localeName),
    timeZone: await orUnavailable(timeZone)
  };
}

/** https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-osversioninfoexw */
const versionSize = 284;
const productTypes: Readonly<Record<number, string>> = {
  1: 'workstation',
  2: 'domain-controller',
  3: 'server'
};

/** From the kernel, as GetVersionEx says what the manifest of the program wants to hear. */
function kernelVersion(): { version: string; build: number; productType: string } {
  const version = Buffer.alloc(versionSize);
  version.writeUInt32LE(versionSize, 0);
  const status = getVersion(version);
  if (status !== 0) throw new WindowsError(status >>> 0);
  const productType = version.readUInt8(282);
  return {
    version: `${version.readUInt32LE(4)}.${version.readUInt32LE(8)}`,
    build: version.readUInt32LE(12),
    productType: productTypes[productType] ?? String(productType)
  };
}

/** https://learn.microsoft.com/windows/win32/sysinfo/image-file-machine-constants */
const machines: Readonly<Record<number, string>> = { 0x014c: 'x86', 0x8664: 'x64', 0xaa64: 'arm64' };

/** Of the PC and not of this process, which may be x64 on ARM64. */
function architecture(): string {
  const machine: Out<number> = [0];
  const native: Out<number> = [0];
  try {
    if (isWow64Process2(getCurrentProcess(), machine, native) === 0) throw new WindowsError(getLastError());
  } catch (error) {
    // Before Windows 10 1511 it is not there, and neither is ARM64.
    if (error instanceof MissingCall) return process.arch;
    throw error;
  }
  return machines[native[0]] ?? `0x${native[0].toString(16)}`;
}

/** LOCALE_NAME_MAX_LENGTH, in characters. */
const longestLocaleName = 85;

/** `de-DE`: how this person's Windows writes dates and numbers. */
function localeName(): string {
  const name = Buffer.alloc(2 * longestLocaleName);
  const characters = getLocaleName(name, longestLocaleName);
  if (characters === 0) throw new WindowsError(getLastError());
  return textUntilNul(name);
}

/** https://learn.microsoft.com/windows/win32/api/timezoneapi/ns-timezoneapi-dynamic_time_zone_information */
const timeZoneSize = 432;
const invalidTimeZone = 0xffff_ffff;

/** The name of the key, which is the same in every language: `W. Europe Standard Time`. */
function timeZone(): string | null {
  const zone = Buffer.alloc(timeZoneSize);
  if (getTimeZone(zone) === invalidTimeZone) throw new WindowsError(getLastError());
  return textUntilNul(zone.subarray(172, 428)) || null;
}
