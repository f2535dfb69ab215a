import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WindowsError } from './failure';
import { call, getLastError, type Out, type Pointer, thisProgram } from './library';

const closeHandle = call<[handle: Pointer], number>('kernel32.dll', 'int CloseHandle(void *handle)');
const openOsHandle = call<[handle: Pointer], number>(thisProgram, 'int uv_open_osfhandle(void *handle)');
const clientProcess = call<[pipe: Pointer, pid: Out<number>], number>(
  'kernel32.dll',
  'int GetNamedPipeClientProcessId(void *pipe, _Out_ uint32_t *pid)'
);
const serverProcess = call<[pipe: Pointer, pid: Out<number>], number>(
  'kernel32.dll',
  'int GetNamedPipeServerProcessId(void *pipe, _Out_ uint32_t *pid)'
);

/** FILE_FLAG_OVERLAPPED: reading and writing wait on nobody's thread. */
export const overlapped = 0x4000_0000;

/** The whole name of a pipe of this PC. */
export const pipePath = (name: string): string => `\\\\.\\pipe\\${name}`;

/** One end of a pipe: a handle until its stream is asked for, which then owns it. */
export interface PipeEnd {
  /** Number of the process at the other end; null where Windows does not tell. */
  readonly peer: number | null;
  /** Reads nothing before it is asked for. @throws WindowsError */
  readonly stream: () => Duplex;
  /** Of no effect once there is a stream: that closes it. */
  readonly close: () => void;
}

/** @param handle of an overlapped pipe, which belongs to the end from here on */
export function pipeEnd(handle: Pointer, other: 'client' | 'server'): PipeEnd {
  let stream: Duplex | null = null;
  let isClosed = false;
  return {
    peer: peerOf(handle, other === 'client' ? clientProcess : serverProcess),
    stream: () => (stream ??= streamOf(handle)),
    close: () => {
      if (stream === null && !isClosed) closeHandle(handle);
      isClosed = true;
    }
  };
}

function peerOf(handle: Pointer, ask: typeof clientProcess): number | null {
  const pid: Out<number> = [0];
  return ask(handle, pid) === 0 || pid[0] === 0 ? null : pid[0];
}

/**
 * Node's own stream over a pipe that was opened with rights Node would not ask for. libuv makes a number of the handle, and
 * a socket of that number is what Node makes of a pipe that it inherits.
 */
function streamOf(handle: Pointer): Duplex {
  const fd = openOsHandle(handle);
  if (fd < 0) {
    const code = getLastError();
    closeHandle(handle);
    throw new WindowsError(code);
  }
  return new Socket({ fd, readable: true, writable: true });
}
