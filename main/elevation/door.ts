import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Who has come to a pipe. */
export interface Caller {
  /** Paused: until it is known who it is, not one byte of it is read. */
  readonly stream: Duplex;
  /** Number of its process; null where the system does not tell. */
  readonly pid: number | null;
}

/** A pipe on which exactly one is waited for. */
export interface Door {
  /** The first who comes. Whoever comes after is sent away unheard. */
  readonly first: Promise<Caller>;
  /** Lets nobody in any more, and sends the first away unless it is the one that is kept. */
  readonly close: (kept: Caller | null) => void;
}

/**
 * A door of the net module, by the path that the system has for it.
 *
 * @param peerProcess number of the process at the other end; null where the system does not tell
 * @returns null where the system gives no pipe of that name
 */
export async function netDoor(
  path: string,
  peerProcess: (socket: Socket) => number | null
): Promise<Door | null> {
  let give: (caller: Caller) => void = () => undefined;
  const first = new Promise<Caller>((resolve) => {
    give = resolve;
  });
  let came: Caller | null = null;
  const server: Server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => {
      socket.destroy();
    });
    if (came !== null) {
      socket.destroy();
      return;
    }
    came = { stream: socket, pid: peerProcess(socket) };
    server.close();
    give(came);
  });
  const isOpen = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(path, () => {
      resolve(true);
    });
  });
  if (!isOpen) return null;
  return {
    first,
    close: (kept) => {
      server.close();
      if (came !== kept) came?.stream.destroy();
    }
  };
}
