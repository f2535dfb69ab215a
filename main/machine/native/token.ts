import type { IdentitySection, Unavailable } from '../../../shared/model/machine-image';
import { orUnavailable, WindowsError, windowsError } from './failure';
import { addressOf, call, getLastError, type Out, type Pointer, textAt } from './library';
import { sidText } from './sid';
import { pointedInto } from './structures';

const getCurrentProcess = call<[], Pointer>('kernel32.dll', 'void *GetCurrentProcess()');
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');
const openProcessToken = call<[process: Pointer, access: number, token: Out<Pointer | null>], number>(
  'advapi32.dll',
  'int OpenProcessToken(void *process, uint32_t access, _Out_ void **token)'
);
const getTokenInformation = call<
  [token: Pointer, kind: number, data: Buffer, size: number, needed: Out<number>],
  number
>(
  'advapi32.dll',
  'int GetTokenInformation(void *token, int kind, _Out_ uint8_t *data, uint32_t size, _Out_ uint32_t *needed)'
);
const getUserName = call<[form: number, name: Buffer, characters: Out<number>], number>(
  'secur32.dll',
  'uint8_t GetUserNameExW(int form, _Out_ uint16_t *name, _Inout_ uint32_t *characters)'
);
const getComputerName = call<[form: number, name: Buffer, characters: Out<number>], number>(
  'kernel32.dll',
  'int GetComputerNameExW(int form, _Out_ uint16_t *name, _Inout_ uint32_t *characters)'
);
const getSystemMetrics = call<[index: number], number>('user32.dll', 'int GetSystemMetrics(int index)');
const getJoinInformation = call<[server: null, name: Out<Pointer | null>, kind: Out<number>], number>(
  'netapi32.dll',
  'uint32_t NetGetJoinInformation(str16 server, _Out_ void **name, _Out_ int *kind)'
);
const netFree = call<[buffer: Pointer], number>('netapi32.dll', 'uint32_t NetApiBufferFree(void *buffer)');

/** Who runs this process, and on which PC. */
export async function readIdentity(): Promise<IdentitySection> {
  return {
    user: await orUnavailable(userName),
    ...(await tokenFacts()),
    remoteSession: await orUnavailable(isRemoteSession),
    computer: await orUnavailable(computerName),
    domain: await orUnavailable(domainName)
  };
}

/** NameSamCompatible: `DOMAIN\name`. https://learn.microsoft.com/windows/win32/api/secext/ne-secext-extended_name_format */
async function userName(): Promise<string> {
  const name = Buffer.alloc(2 * 1024);
  const characters: Out<number> = [1024];
  const { result, error } = await getUserName.later(2, name, characters);
  if (result === 0) throw new WindowsError(error);
  return name.toString('utf16le', 0, 2 * characters[0]);
}

/** ComputerNamePhysicalNetBIOS. https://learn.microsoft.com/windows/win32/api/sysinfoapi/ne-sysinfoapi-computer_name_format */
function computerName(): string {
  const name = Buffer.alloc(2 * 256);
  const characters: Out<number> = [256];
  if (getComputerName(4, name, characters) === 0) throw new WindowsError(getLastError());
  return name.toString('utf16le', 0, 2 * characters[0]);
}

/** SM_REMOTESESSION. https://learn.microsoft.com/windows/win32/termserv/detecting-the-terminal-services-environment */
const isRemoteSession = (): boolean => getSystemMetrics(0x1000) !== 0;

const joinStatus = { unknown: 0, domain: 3 } as const;

/** null in a workgroup. https://learn.microsoft.com/windows/win32/api/lmjoin/nf-lmjoin-netgetjoininformation */
async function domainName(): Promise<string | null> {
  const name: Out<Pointer | null> = [null];
  const kind: Out<number> = [0];
  const { result } = await getJoinInformation.later(null, name, kind);
  if (result !== 0) throw new WindowsError(result);
  try {
    if (kind[0] === joinStatus.unknown) throw new Error('Windows does not know whether it is in a domain');
    return kind[0] === joinStatus.domain && name[0] !== null ? textAt(name[0]) : null;
  } finally {
    if (name[0] !== null) netFree(name[0]);
  }
}

/** https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-token_information_class */
const tokenKind = { user: 1, groups: 2, elevation: 20 } as const;
const tokenQuery = 0x8;

async function tokenFacts(): Promise<Pick<IdentitySection, 'sid' | 'elevated' | 'microsoftAccount'>> {
  const opened = await orUnavailable(() => {
    const token: Out<Pointer | null> = [null];
    if (openProcessToken(getCurrentProcess(), tokenQuery, token) === 0 || token[0] === null)
      throw new WindowsError(getLastError());
    return token[0];
  });
  if (typeof opened !== 'bigint') return { sid: opened, elevated: opened, microsoftAccount: opened };
  const ask = <T>(kind: number, read: (bytes: Buffer) => T): Promise<T | Unavailable> =>
    orUnavailable(() => read(tokenInformation(opened, kind)));
  try {
    return {
      sid: await ask(tokenKind.user, (bytes) => sidAt(bytes, addressOf(bytes), 0)),
      elevated: await ask(tokenKind.elevation, (bytes) => bytes.readUInt32LE(0) !== 0),
      microsoftAccount: await ask(tokenKind.groups, (bytes) =>
        groupSids(bytes, addressOf(bytes)).some(isMicrosoftAccount)
      )
    };
  } finally {
    closeHandle(opened);
  }
}

function tokenInformation(token: Pointer, kind: number): Buffer {
  for (let size = 1024, attempts = 3; ; attempts -= 1) {
    const bytes = Buffer.alloc(size);
    const needed: Out<number> = [0];
    if (getTokenInformation(token, kind, bytes, size, needed) !== 0) return bytes;
    const code = getLastError();
    if (code !== windowsError.insufficientBuffer || attempts === 1) throw new WindowsError(code);
    size = needed[0];
  }
}

function sidAt(bytes: Buffer, base: bigint, at: number): string {
  const sid = pointedInto(bytes, base, at);
  if (sid === null) throw new Error('no SID in the token');
  return sidText(sid);
}

/** https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-token_groups */
export function groupSids(bytes: Buffer, base: bigint): string[] {
  return Array.from({ length: bytes.readUInt32LE(0) }, (_, index) => sidAt(bytes, base, 8 + 16 * index));
}

/**
 * Who signs in with a Microsoft account carries its SID beside that of the local account.
 * https://learn.microsoft.com/archive/blogs/winsdk/example-impact-of-microsoft-accounts-on-windows-apis-in-windows-88-1
 */
export const isMicrosoftAccount = (sid: string): boolean => sid.startsWith('S-1-11-');
