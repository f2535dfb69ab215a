import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { readSyn, synAck } from './wire';

/**
 * Answers the first datagram of RDP's UDP transport, and nothing else.
 *
 * @throws the system's error where the port is taken
 */
export function startUdp(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.unref();
    socket.on('message', (datagram, from) => {
      const syn = readSyn(datagram);
      if (!syn) return;
      socket.send(synAck(syn, randomBytes(4).readUInt32BE()), from.port, from.address, () => {
        // The client may be gone; UDP owes it nothing.
      });
    });
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      socket.on('error', () => {
        // Windows reports a client's closed port here; the next datagram is served all the same.
      });
      resolve(socket);
    });
  });
}
