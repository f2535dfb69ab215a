import { fileURLToPath } from 'node:url';
import { debianPython } from './certificates';
import type { Network } from './namespaces';
import { startDaemon } from './programs';

const script = fileURLToPath(new URL('delay.py', import.meta.url));

/**
 * Holds what the client sends for so many milliseconds, at random up to `most` where that is given. Ends with the network.
 * The router hands the packets to a program and routes what comes back, for kernels without netem.
 */
export async function holdPackets(
  network: Network,
  milliseconds: number,
  most = milliseconds
): Promise<void> {
  await startDaemon([debianPython, script, 'held', String(milliseconds), String(most)], {
    name: 'delay',
    inside: network.router,
    ready: (_pid, log) => log().includes('ready')
  });
  await network.ip(network.router, 'link set held up');
  await network.ip(network.router, 'route add default dev held table 100');
  await network.ip(network.router, 'rule add iif toClient lookup 100');
}
