import { createServer, type Server, type Socket } from 'node:net';
import type { Caller, Door } from './door';

/**
 * A door of the net module, by the path that the system has for it: where there are no named pipes, a socket of Unix.
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
