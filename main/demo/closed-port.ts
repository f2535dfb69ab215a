import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { RunningHost } from './host';

/**
 * A port that refuses connections, and stays so: a connection of our own has it as its near end, so the system gives it
 * to nobody as a listener's port, and no listener has it.
 *
 * @throws the system's error where no port can be had
 */
export async function holdClosedPort(): Promise<RunningHost> {
  const address = '127.0.0.1';
  const farEnds = new Set<Socket>();
  const server = createServer((socket) => {
    farEnds.add(socket);
    socket.unref();
    socket.on('error', nothingToDo);
  });
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  const nearEnd = await new Promise<Socket>((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, address, () => resolve(socket));
    socket.once('error', reject);
  });
  nearEnd.on('error', nothingToDo);
  nearEnd.unref();
  const { localPort } = nearEnd;
  if (localPort === undefined) throw new Error('a connected socket without a port');
  return {
    address,
    port: localPort,
    close: () => {
      nearEnd.destroy();
      for (const socket of farEnds) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    }
  };
}

function nothingToDo(): void {
  // The connection only holds a number; how it ends changes nothing.
}
