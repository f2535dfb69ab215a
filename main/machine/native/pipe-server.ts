import { invalidHandle } from './create-file';
import { WindowsError } from './failure';
import { call, getLastError, type Pointer } from './library';
import { overlapped, type PipeEnd, pipeEnd, pipePath } from './pipe-calls';
import { withSecurity } from './security-attributes';

const createPipe = call<
  [
    name: string,
    open: number,
    mode: number,
    instances: number,
    out: number,
    into: number,
    timeout: number,
    security: Buffer
  ],
  Pointer
>(
  'kernel32.dll',
  'void *CreateNamedPipeW(str16 name, uint32_t open, uint32_t mode, uint32_t instances, uint32_t out, uint32_t into, uint32_t timeout, const uint8_t *security)'
);
const connectPipe = call<[pipe: Pointer, overlapped: Buffer], number>(
  'kernel32.dll',
  'int ConnectNamedPipe(void *pipe, uint8_t *overlapped)'
);
const cancelIo = call<[pipe: Pointer], number>('kernel32.dll', 'int CancelIo(void *pipe)');
const createEvent = call<[security: null, manual: number, set: number, name: null], Pointer | null>(
  'kernel32.dll',
  'void *CreateEventW(void *security, int manual, int set, str16 name)'
);
const waitForObject = call<[handle: Pointer, milliseconds: number], number>(
  'kernel32.dll',
  'uint32_t WaitForSingleObject(void *handle, uint32_t milliseconds)'
);
const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');

/** https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-createnamedpipew */
const duplex = 0x3;
/** FILE_FLAG_FIRST_PIPE_INSTANCE: fails where somebody has a pipe of that name, instead of becoming one more of theirs. */
const firstInstance = 0x8_0000;
/** PIPE_REJECT_REMOTE_CLIENTS; bytes, not messages, are 0. */
const noRemoteClients = 0x8;
const oneInstance = 1;
const bufferBytes = 64 * 1024;

const ioPending = 997;
const alreadyConnected = 535;
const waitObject0 = 0;
/** OVERLAPPED of 64-bit Windows, and where its event stands. */
const overlappedSize = 32;
const eventAt = 24;

/** Milliseconds between two looks at whether somebody has come; a look takes no time. */
const lookEvery = 25;

/** A pipe on which one is waited for. */
export interface PipeServer {
  /** The first who comes, and the only one. Never settles once it is closed. */
  readonly first: Promise<PipeEnd>;
  /** Lets nobody in any more. Who has come stays until their own end is closed. */
  readonly close: () => void;
}

/**
 * Makes a pipe for exactly one client of this PC.
 *
 * @param name without `\\.\pipe\`
 * @param security who may open it, as SDDL
 * @throws WindowsError, 5 or 231 where there is a pipe of that name
 */
export function servePipe(name: string, security: string): PipeServer {
  const pipe = withSecurity(security, (attributes) =>
    createPipe(
      pipePath(name),
      duplex | overlapped | firstInstance,
      noRemoteClients,
      oneInstance,
      bufferBytes,
      bufferBytes,
      0,
      attributes
    )
  );
  if (pipe === invalidHandle) throw new WindowsError(getLastError());
  const event = createEvent(null, 1, 0, null);
  if (event === null) {
    const code = getLastError();
    closeHandle(pipe);
    throw new WindowsError(code);
  }
  return waitOn(pipe, event);
}

function waitOn(pipe: Pointer, event: Pointer): PipeServer {
  // Windows writes into it until somebody has come or the wait is cancelled: it lives as long as the timer below.
  const wait = Buffer.alloc(overlappedSize);
  wait.writeBigUInt64LE(event, eventAt);
  let give: (end: PipeEnd) => void = () => undefined;
  const first = new Promise<PipeEnd>((resolve) => {
    give = resolve;
  });
  const here = (): void => {
    closeHandle(event);
    give(pipeEnd(pipe, 'client'));
  };
  if (connectPipe(pipe, wait) === 0) {
    const code = getLastError();
    if (code !== ioPending && code !== alreadyConnected) {
      closeHandle(event);
      closeHandle(pipe);
      throw new WindowsError(code);
    }
    if (code === ioPending) {
      const stop = whenSet(event, wait, here);
      const close = (): void => {
        if (!stop()) return;
        cancelIo(pipe);
        // What was cancelled has ended when its event is set; until then Windows may write into the buffer.
        waitForObject(event, cancelMs);
        closeHandle(event);
        closeHandle(pipe);
      };
      return { first, close };
    }
  }
  here();
  return { first, close: () => undefined };
}

/** A cancelled wait ends at once; this long at most, in milliseconds. */
const cancelMs = 1000;

/**
 * Calls `then` once when the event is set.
 *
 * @param keep lives as long as it is waited
 * @returns stops it; false where it was over
 */
function whenSet(event: Pointer, keep: Buffer, then: () => void): () => boolean {
  let isOver = false;
  const timer = setInterval(() => {
    if (keep.length === 0 || waitForObject(event, 0) !== waitObject0) return;
    clearInterval(timer);
    isOver = true;
    then();
  }, lookEvery);
  return () => {
    clearInterval(timer);
    const wasOver = isOver;
    isOver = true;
    return !wasOver;
  };
}
