import { WindowsError, windowsError } from './failure';
import { type Call, call, type Out, type Pointer } from './library';

/**
 * https://learn.microsoft.com/windows/win32/api/winsvc/ . Each asks the service control manager, which is another
 * process: off the main thread.
 */
const advapi = <Args extends readonly unknown[], Result>(prototype: string): Call<Args, Result> =>
  call('advapi32.dll', prototype);

const openManager = advapi<[machine: null, database: null, access: number], Pointer | null>(
  'void *OpenSCManagerW(str16 machine, str16 database, uint32_t access)'
);
const openServiceByName = advapi<[manager: Pointer, name: string, access: number], Pointer | null>(
  'void *OpenServiceW(void *manager, str16 name, uint32_t access)'
);
const closeServiceHandle = advapi<[handle: Pointer], number>('int CloseServiceHandle(void *handle)');
const queryStatus = advapi<
  [service: Pointer, level: number, status: Buffer, size: number, needed: Out<number>],
  number
>(
  'int QueryServiceStatusEx(void *service, int level, _Out_ uint8_t *status, uint32_t size, _Out_ uint32_t *needed)'
);
const queryConfig = advapi<[service: Pointer, config: Buffer, size: number, needed: Out<number>], number>(
  'int QueryServiceConfigW(void *service, _Out_ uint8_t *config, uint32_t size, _Out_ uint32_t *needed)'
);
const enumServices = advapi<
  [
    manager: Pointer,
    level: number,
    types: number,
    states: number,
    services: Buffer,
    size: number,
    needed: Out<number>,
    count: Out<number>,
    resume: Out<number>,
    group: null
  ],
  number
>(
  'int EnumServicesStatusExW(void *manager, int level, uint32_t types, uint32_t states, _Out_ uint8_t *services, uint32_t size, _Out_ uint32_t *needed, _Out_ uint32_t *count, _Inout_ uint32_t *resume, str16 group)'
);

/** https://learn.microsoft.com/windows/win32/services/service-security-and-access-rights */
export const managerAccess = { connect: 0x1, enumerate: 0x4 } as const;
export const serviceAccess = {
  queryConfig: 0x1,
  changeConfig: 0x2,
  queryStatus: 0x4,
  start: 0x10,
  stop: 0x20,
  pauseContinue: 0x40
} as const;

let lastUse: Promise<unknown> = Promise.resolve();

/**
 * Uses the service control manager of this PC and closes it. One user at a time: the manager of Wine 8 takes the handles of
 * calls that come from several threads at once for wrong ones (error 6), and no reader gains by asking it twice at once.
 */
export function withManager<T>(access: number, use: (manager: Pointer) => Promise<T>): Promise<T> {
  const result = lastUse.then(() => useManager(access, use));
  // The next one does not care how it ended.
  lastUse = result.catch(() => undefined);
  return result;
}

async function useManager<T>(access: number, use: (manager: Pointer) => Promise<T>): Promise<T> {
  const { result: manager, error } = await openManager.later(null, null, access);
  if (manager === null) throw new WindowsError(error);
  try {
    return await use(manager);
  } finally {
    await closeServiceHandle.later(manager);
  }
}

/**
 * Uses a service; null when there is none of that name.
 *
 * @param access without it, the rights to read its configuration and status
 */
export async function withService<T>(
  manager: Pointer,
  name: string,
  use: (service: Pointer) => Promise<T>,
  access: number = serviceAccess.queryConfig | serviceAccess.queryStatus
): Promise<T | null> {
  const { result: service, error } = await openServiceByName.later(manager, name, access);
  if (service === null) {
    if (error === windowsError.serviceDoesNotExist) return null;
    throw new WindowsError(error);
  }
  try {
    return await use(service);
  } finally {
    await closeServiceHandle.later(service);
  }
}

/** SERVICE_STATUS_PROCESS: nine numbers of four bytes. */
const statusSize = 36;

/** Bytes of a SERVICE_STATUS_PROCESS. */
export async function serviceStatusOf(service: Pointer): Promise<Buffer> {
  const status = Buffer.alloc(statusSize);
  const { result, error } = await queryStatus.later(service, 0, status, statusSize, [0]);
  if (result === 0) throw new WindowsError(error);
  return status;
}

/** Bytes of a QUERY_SERVICE_CONFIGW and the texts behind it; never more than 8 KiB. */
export async function serviceConfigOf(service: Pointer): Promise<Buffer> {
  const config = Buffer.alloc(8192);
  const { result, error } = await queryConfig.later(service, config, config.length, [0]);
  if (result === 0) throw new WindowsError(error);
  return config;
}

const ownAndSharedProcess = 0x10 | 0x20;
const activeServices = 1;

/** Bytes of the ENUM_SERVICE_STATUS_PROCESSW of each running service, their number, and the texts behind them. */
export async function activeServicesOf(manager: Pointer): Promise<{ services: Buffer; count: number }> {
  for (let size = 64 * 1024, attempts = 5; ; attempts -= 1) {
    const services = Buffer.alloc(size);
    const needed: Out<number> = [0];
    const count: Out<number> = [0];
    const { result, error } = await enumServices.later(
      manager,
      0,
      ownAndSharedProcess,
      activeServices,
      services,
      size,
      needed,
      count,
      [0],
      null
    );
    if (result !== 0) return { services, count: count[0] };
    if (error !== windowsError.moreData || attempts === 1) throw new WindowsError(error);
    // What is still missing comes on top of what there was room for; services may start in between.
    size += needed[0] + 4096;
  }
}
