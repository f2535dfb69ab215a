import { createSocket } from 'node:dgram';
import { createServer, get } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface LoopbackServer {
  readonly port: number;
  /** How many TCP connections and UDP packets have arrived. */
  readonly seen: () => number;
  readonly stop: () => Promise<void>;
}

/** Something on loopback that a page might reach: TCP, and UDP on the same port. Proves first that it notices a visit. */
export async function startLoopbackServer(): Promise<LoopbackServer> {
  let seen = 0;
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.end('reached'));
  server.on('connection', (socket) => {
    seen += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', () => {
    seen += 1;
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));

  await new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => response.resume().on('end', resolve)).on(
      'error',
      reject
    );
  });
  if (seen !== 1) throw new Error('the server does not notice visits, so it could prove nothing');
  seen = 0;

  return {
    port,
    seen: () => seen,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => udp.close(() => resolve()));
    }
  };
}
