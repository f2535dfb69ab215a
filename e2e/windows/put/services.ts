import { call, getLastError, must, type Handle } from './calls';

/** A service as the image describes it; null where it must not be there. */
export interface ServiceWish {
  readonly name: string;
  readonly service: {
    readonly running: boolean;
    /** As Windows counts them, 0 (boot) to 4 (disabled). */
    readonly startType: number;
    readonly account: string;
    readonly path: string;
  } | null;
}

/** https://learn.microsoft.com/windows/win32/services/service-security-and-access-rights */
const allAccess = 0xf01ff;
const unchanged = 0xffff_ffff;
const ownProcess = 0x10;
const onDemand = 3;
const stop = 1;
const states = { stopped: 1, running: 4 };
const doesNotExist = 1060;

/**
 * What really runs for each of them: with one service in its process, Wine hands it any name. The configuration is changed
 * behind its back once it runs, as nobody asks where a running service came from.
 */
const standIn = 'C:\\windows\\system32\\termsv.exe';

const advapi = 'advapi32.dll';
const openManager = call<[null, null, number], Handle>(
  advapi,
  'void * OpenSCManagerW(str16 machine, str16 database, uint32_t access)'
);
const open = call<[Handle, string, number], Handle>(
  advapi,
  'void * OpenServiceW(void *manager, str16 name, uint32_t access)'
);
const close = call<[Handle], number>(advapi, 'int CloseServiceHandle(void *handle)');
const create = call<
  [Handle, string, string, number, number, number, number, string, null, null, null, null, null],
  Handle
>(
  advapi,
  'void * CreateServiceW(void *manager, str16 name, str16 display, uint32_t access, uint32_t type, uint32_t start, uint32_t error, str16 path, str16 group, void *tag, void *dependencies, str16 account, str16 password)'
);
const configure = call<
  [Handle, number, number, number, string, null, null, null, string, null, null],
  number
>(
  advapi,
  'int ChangeServiceConfigW(void *service, uint32_t type, uint32_t start, uint32_t error, str16 path, str16 group, void *tag, void *dependencies, str16 account, str16 password, str16 display)'
);
const start = call<[Handle, number, null], number>(
  advapi,
  'int StartServiceW(void *service, uint32_t count, void *words)'
);
const control = call<[Handle, number, Buffer], number>(
  advapi,
  'int ControlService(void *service, uint32_t control, _Out_ uint8_t *status)'
);
const query = call<[Handle, number, Buffer, number, [number]], number>(
  advapi,
  'int QueryServiceStatusEx(void *service, int level, _Out_ uint8_t *status, uint32_t size, _Out_ uint32_t *needed)'
);
const remove = call<[Handle], number>(advapi, 'int DeleteService(void *service)');

/** Makes the services be as wished. */
export async function putServices(wishes: readonly ServiceWish[]): Promise<void> {
  const manager = must('OpenSCManager', openManager(null, null, 0xf003f));
  try {
    for (const wish of wishes) await putService(manager, wish);
  } finally {
    close(manager);
  }
}

async function putService(manager: Handle, { name, service }: ServiceWish): Promise<void> {
  let handle = open(manager, name, allAccess);
  if (handle === null && getLastError() !== doesNotExist) must(`OpenService ${name}`, handle);
  if (service === null) {
    if (handle === null) return;
    await bring(handle, 'stopped', name);
    must(`DeleteService ${name}`, remove(handle));
    close(handle);
    return;
  }
  handle ??= must(
    `CreateService ${name}`,
    create(manager, name, name, allAccess, ownProcess, onDemand, 1, standIn, null, null, null, null, null)
  );
  try {
    const change = (begin: number, path: string, account: string): number =>
      configure(handle, ownProcess, begin, unchanged, path, null, null, null, account, null, null);
    if (service.running && stateOf(handle) !== states.running) {
      must(`ChangeServiceConfig ${name}`, change(onDemand, standIn, 'LocalSystem'));
      must(`StartService ${name}`, start(handle, 0, null));
    }
    await bring(handle, service.running ? 'running' : 'stopped', name);
    must(`ChangeServiceConfig ${name}`, change(service.startType, service.path, service.account));
  } finally {
    close(handle);
  }
}

function stateOf(service: Handle): number {
  // SERVICE_STATUS_PROCESS: the state is its second number.
  const status = Buffer.alloc(36);
  must('QueryServiceStatusEx', query(service, 0, status, status.length, [0]));
  return status.readUInt32LE(4);
}

async function bring(service: Handle, wanted: keyof typeof states, name: string): Promise<void> {
  for (let waits = 0; stateOf(service) !== states[wanted]; waits += 1) {
    if (waits === 500) throw new Error(`${name} did not become ${wanted}: state ${stateOf(service)}`);
    if (wanted === 'stopped' && stateOf(service) === states.running)
      must(`ControlService ${name}`, control(service, stop, Buffer.alloc(28)));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
