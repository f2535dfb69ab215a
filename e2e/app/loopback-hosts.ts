import { createServer, type AddressInfo, type Socket } from 'node:net';
import { test as base } from './electron';

export { expect } from './electron';

interface Hosts {
  /** Accepts and then says nothing, so that a run stays on its way for seconds. */
  readonly silentHost: string;
  /** Answers like a host of before negotiation, which is all a run needs to reach its end. */
  readonly oldHost: string;
}

/** X.224 connection confirm without a negotiation block (MS-RDPBCGR 2.2.1.2). */
const confirm = Buffer.from('0300000b06d00000123400', 'hex');

/** With hosts on loopback that the demo does not have. */
export const test = base.extend<Hosts>({
  silentHost: async ({}, use) => listen(() => undefined, use),
  oldHost: async ({}, use) => listen((socket) => socket.on('data', () => socket.write(confirm)), use)
});

async function listen(
  answer: (socket: Socket) => unknown,
  use: (address: string) => Promise<void>
): Promise<void> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    answer(socket);
    // The probe may reset it when it is stopped.
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
