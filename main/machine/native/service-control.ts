import { WriteFailed } from '../writing';

/** What a service can be told to come to. Everything else that it says of itself is on the way between them. */
export const settledStates = ['running', 'stopped', 'paused'] as const;
export type SettledState = (typeof settledStates)[number];
export const isSettled = (state: string): state is SettledState => settledStates.some((one) => one === state);

export type ServiceAction = 'start' | 'stop' | 'pause' | 'continue';

/** The next thing to tell a service on its way from one state to another; null where it is there. */
export function nextAction(from: SettledState, to: SettledState): ServiceAction | null {
  if (from === to) return null;
  if (to === 'stopped') return 'stop';
  if (from === 'stopped') return 'start';
  return to === 'paused' ? 'pause' : 'continue';
}

/** Of a SERVICE_STATUS_PROCESS, what waiting for a service goes by. */
export interface ServiceProgress {
  readonly state: string;
  /** Rises while a service that starts or stops gets on. */
  readonly checkPoint: number;
  /** Why it stopped; 0 where nothing went wrong. */
  readonly exitCode: number;
}

/** https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status_process */
const serviceSpecificError = 1066;

/** Checkpoint and exit code of a SERVICE_STATUS_PROCESS. */
export function progressOf(bytes: Buffer): Omit<ServiceProgress, 'state'> {
  const exitCode = bytes.readUInt32LE(12);
  return {
    checkPoint: bytes.readUInt32LE(20),
    exitCode: exitCode === serviceSpecificError ? bytes.readUInt32LE(16) : exitCode
  };
}

/** A clock that tests can turn. Milliseconds. */
export interface Waiting {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Milliseconds without any progress after which nobody waits on: the service manager's own patience with a start. */
export const patience = 30_000;
/** Milliseconds for the whole way, whatever the service says of its progress. */
export const longestWait = 120_000;
const betweenLooks = 100;

/**
 * Waits until a service is on its way no more.
 *
 * @param until what it was told to come to; null for any state that it stays in
 * @returns the state that it came to
 * @throws WriteFailed `timeout`, or `error 1067` and the like where it stopped instead
 */
export async function settle(
  look: () => Promise<ServiceProgress>,
  until: SettledState | null,
  { now, sleep }: Waiting
): Promise<SettledState> {
  const begun = now();
  let moved = begun;
  let last: ServiceProgress | null = null;
  for (;;) {
    const found = await look();
    if (isSettled(found.state) && (until === null || found.state === until)) return found.state;
    if (found.state === 'stopped') throw new WriteFailed(`stopped: error ${found.exitCode}`);
    if (found.state !== last?.state || found.checkPoint !== last.checkPoint) moved = now();
    last = found;
    if (now() - moved >= patience || now() - begun >= longestWait) throw new WriteFailed('timeout');
    await sleep(betweenLooks);
  }
}
