import { stateSchemas } from '../../../shared/model/place';
import { WriteFailed } from '../writing';
import { runningDependents } from './dependents';
import { WindowsError, windowsError } from './failure';
import { addressOf, call, type Call, type Pointer } from './library';
import { notSupported, orWriteFailed, type PlaceWriter } from './place-writer';
import type { RawValue } from './registry-bytes';
import {
  managerAccess,
  serviceAccess,
  serviceConfigOf,
  serviceStatusOf,
  withManager,
  withService
} from './service-calls';
import {
  startTypeCaptureOf,
  stateCaptureOf,
  type StartTypeCapture,
  type StateCapture
} from './service-capture';
import {
  isSettled,
  nextAction,
  progressOf,
  settle,
  type ServiceAction,
  type ServiceProgress,
  type SettledState
} from './service-control';
import { serviceConfig, serviceStatus } from './service-structures';
import { deleteValue, flushKey, rawValueAt, setRawValue } from './write-registry';

/** https://learn.microsoft.com/windows/win32/api/winsvc/ ; each asks the service control manager: off the main thread. */
const advapi = <Args extends readonly unknown[]>(prototype: string): Call<Args, number> =>
  call('advapi32.dll', prototype);

const changeConfig = advapi<
  [
    service: Pointer,
    type: number,
    start: number,
    error: number,
    path: null,
    group: null,
    tag: null,
    dependencies: null,
    account: null,
    password: null,
    display: null
  ]
>(
  'int ChangeServiceConfigW(void *service, uint32_t type, uint32_t start, uint32_t error, str16 path, str16 group, void *tag, void *dependencies, str16 account, str16 password, str16 display)'
);
const changeConfig2 = advapi<[service: Pointer, level: number, info: Buffer]>(
  'int ChangeServiceConfig2W(void *service, uint32_t level, const void *info)'
);
const startService = advapi<[service: Pointer, count: number, words: null]>(
  'int StartServiceW(void *service, uint32_t count, void *words)'
);
const controlService = advapi<[service: Pointer, control: number, status: Buffer]>(
  'int ControlService(void *service, uint32_t control, _Out_ uint8_t *status)'
);

const unchanged = 0xffff_ffff;
/** In the order of their numbers. https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-changeserviceconfigw */
const startTypes = ['boot', 'system', 'automatic', 'manual', 'disabled'] as const;

/** Uses a service that is opened with these rights. */
async function use<T>(name: string, access: number, work: (service: Pointer) => Promise<T>): Promise<T> {
  const found = await withManager(managerAccess.connect, (manager) =>
    withService(manager, name, async (service) => ({ done: await work(service) }), access)
  );
  if (found === null) throw new WindowsError(windowsError.serviceDoesNotExist);
  return found.done;
}

async function must(asked: Promise<{ readonly result: number; readonly error: number }>): Promise<void> {
  const { result, error } = await asked;
  if (result === 0) throw new WindowsError(error);
}

/** Start types, with the delayed flag that goes with `automatic`. */
export const startTypeWriter: PlaceWriter<'service-start-type'> = {
  capture: ({ name }) => orWriteFailed(() => capturedStartType(name)),
  write: ({ name }, state) =>
    orWriteFailed(() => (state === null ? notSupported() : setStartType(name, state))),
  restore: ({ name }, capture) => orWriteFailed(() => restoredStartType(startTypeCaptureOf(name, capture)))
};

const keyOf = (name: string): string => `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`;
const delayedFlag = (name: string): { key: string; value: string } => ({
  key: keyOf(name),
  value: 'DelayedAutostart'
});

async function capturedStartType(name: string): Promise<StartTypeCapture> {
  const { startType } = await use(name, serviceAccess.queryConfig, async (service) => {
    const bytes = await serviceConfigOf(service);
    return serviceConfig(bytes, addressOf(bytes));
  });
  const known = stateSchemas['service-start-type'].safeParse(startType);
  if (!known.success) throw new WriteFailed(`start type ${startType}`);
  const delayed = rawValueAt(delayedFlag(name));
  return {
    kind: 'service-start-type',
    name,
    startType: known.data,
    delayed: delayed && { type: delayed.type, data: delayed.bytes.toString('hex') }
  };
}

async function setStartType(name: string, startType: (typeof startTypes)[number]): Promise<void> {
  const start = startTypes.indexOf(startType);
  await use(name, serviceAccess.changeConfig, (service) =>
    must(changeConfig.later(service, unchanged, start, unchanged, null, null, null, null, null, null, null))
  );
  // The service manager writes it into the registry and leaves it there until the hive is written some time.
  await flushKey(keyOf(name));
}

async function restoredStartType({ name, startType, delayed }: StartTypeCapture): Promise<void> {
  await setStartType(name, startType);
  const was = delayed && { type: delayed.type, bytes: Buffer.from(delayed.data, 'hex') };
  if (isSameRaw(rawValueAt(delayedFlag(name)), was)) return;
  await tellDelayed(name, was !== null && was.bytes.some((byte) => byte !== 0));
  // What the service manager stores for it need not be what was there: nothing and 0 mean the same.
  if (isSameRaw(rawValueAt(delayedFlag(name)), was)) return;
  if (was) await setRawValue(delayedFlag(name), was);
  else await deleteValue(delayedFlag(name));
}

const isSameRaw = (one: RawValue | null, other: RawValue | null): boolean =>
  one === null || other === null ? one === other : one.type === other.type && one.bytes.equals(other.bytes);

/** Calls that say so do not know of delayed starts, or not for a service that does not start by itself. */
const withoutDelayed: readonly number[] = [
  windowsError.invalidParameter,
  windowsError.callNotImplemented,
  windowsError.invalidLevel
];

/** The service manager itself, which reads the registry at its own start only. */
async function tellDelayed(name: string, delayed: boolean): Promise<void> {
  // SERVICE_DELAYED_AUTO_START_INFO is one BOOL.
  // https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_delayed_auto_start_info
  const info = Buffer.alloc(4);
  info.writeInt32LE(delayed ? 1 : 0);
  await use(name, serviceAccess.changeConfig, async (service) => {
    const { result, error } = await changeConfig2.later(service, 3, info);
    if (result === 0 && !withoutDelayed.includes(error)) throw new WindowsError(error);
  });
}

/**
 * Whether services run. What is told to start or stop is waited for. Where a service is given back as one that was stopped,
 * what runs by then and cannot without it is stopped first: before, it cannot have run. Otherwise those are left alone, and
 * the service with them: `error 1051`.
 * https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-controlservice
 */
export const stateWriter: PlaceWriter<'service-state'> = {
  capture: ({ name }) => orWriteFailed(() => capturedState(name)),
  write: ({ name }, state) =>
    orWriteFailed(() => (state !== null && isSettled(state) ? bring(name, state) : notSupported())),
  restore: ({ name }, capture) =>
    orWriteFailed(async () => {
      const { state } = stateCaptureOf(name, capture);
      if (state === 'stopped')
        for (const dependent of await runningDependents(name)) await bring(dependent, 'stopped');
      await bring(name, state);
    })
};

const capturedState = async (name: string): Promise<StateCapture> => ({
  kind: 'service-state',
  name,
  state: await settled(name, null)
});

const clock = {
  now: () => Date.now(),
  sleep: (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    })
};

/** Asks anew each time: readers get the service manager in between. */
const settled = (name: string, until: SettledState | null): Promise<SettledState> =>
  settle(() => progress(name), until, clock);

const progress = (name: string): Promise<ServiceProgress> =>
  use(name, serviceAccess.queryStatus, async (service) => {
    const bytes = await serviceStatusOf(service);
    return { state: serviceStatus(bytes).state as string, ...progressOf(bytes) };
  });

async function bring(name: string, wanted: SettledState): Promise<void> {
  let state = await settled(name, null);
  for (let action = nextAction(state, wanted); action !== null; action = nextAction(state, wanted)) {
    await tell(name, action);
    state = await settled(name, comesTo[action]);
  }
}

const comesTo: Readonly<Record<ServiceAction, SettledState>> = {
  start: 'running',
  stop: 'stopped',
  pause: 'paused',
  continue: 'running'
};
/** https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-controlservice */
const controls = { stop: 1, pause: 2, continue: 3 } as const;
const rights: Readonly<Record<ServiceAction, number>> = {
  start: serviceAccess.start,
  stop: serviceAccess.stop,
  pause: serviceAccess.pauseContinue,
  continue: serviceAccess.pauseContinue
};

/** It may have come there by itself in between. */
const already: Readonly<Partial<Record<ServiceAction, number>>> = {
  start: windowsError.serviceAlreadyRunning,
  stop: windowsError.serviceNotActive
};

async function tell(name: string, action: ServiceAction): Promise<void> {
  await use(name, rights[action], async (service) => {
    const { result, error } =
      action === 'start'
        ? await startService.later(service, 0, null)
        : // A SERVICE_STATUS of seven numbers.
          await controlService.later(service, controls[action], Buffer.alloc(28));
    if (result === 0 && error !== already[action]) throw new WindowsError(error);
  });
}
