import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { ignore } from './open-socket';

/** The ports of *discard* and *echo*: nobody listens there, and adapters that look at ports look for one of them. */
const ports = [9, 7] as const;
const everybody = '255.255.255.255';

/**
 * Six bytes of ones and the address sixteen times, in whatever an adapter receives.
 * https://www.amd.com/content/dam/amd/en/documents/archived-tech-docs/white-papers/20213.pdf
 *
 * @param mac six pairs of hex digits, with any mark between them
 */
export function magicPacket(mac: string): Buffer {
  const address = Buffer.from(mac.replace(/[^0-9a-f]/gi, ''), 'hex');
  if (address.length !== 6) throw new Error(`${mac} is no address of an adapter`);
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: 16 }, () => address)]);
}

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

/** A network of this PC: the address on it that is ours, and that of everybody on it. */
export interface Network {
  readonly address: string;
  readonly broadcast: string;
}

/** The IPv4 networks of this PC; IPv6 has no broadcast. */
export function networksOf(interfaces: Interfaces): Network[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => !internal && isV4(family))
    .map(({ address, netmask }) => ({ address, broadcast: broadcastOf(address, netmask) }));
}

/** Node 18.0 to 18.3 gave a number. https://nodejs.org/api/os.html#osnetworkinterfaces */
const isV4 = (family: unknown): boolean => family === 'IPv4' || family === 4;

function broadcastOf(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((byte, at) => Number(byte) | (~(mask[at] ?? 255) & 255))
    .join('.');
}

/**
 * Sends a magic packet on every network of this PC: to that network's broadcast address, which routers of it pass on, and to
 * everybody on the same wire.
 *
 * @returns to how many addresses it was sent; a network that does not take it does not keep the others from it
 */
export async function wake(mac: string, networks = networksOf(networkInterfaces())): Promise<number> {
  const packet = magicPacket(mac);
  const sent = await Promise.all(networks.map((network) => wakeOn(packet, network)));
  return sent.reduce((sum, one) => sum + one, 0);
}

async function wakeOn(packet: Buffer, { address, broadcast }: Network): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('error', ignore);
  try {
    await bound(socket, address);
    socket.setBroadcast(true);
    const targets = [...new Set([broadcast, everybody])];
    const sent = await Promise.all(
      targets.flatMap((target) => ports.map((port) => isSent(socket, packet, port, target)))
    );
    return sent.filter(Boolean).length;
  } catch {
    // A network that has just gone away: the others count.
    return 0;
  } finally {
    socket.close();
  }
}

/** From one address: else the system chooses one network for all. */
const bound = (socket: Socket, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, address, resolve);
  });

const isSent = (socket: Socket, packet: Buffer, port: number, target: string): Promise<boolean> =>
  new Promise((resolve) => socket.send(packet, port, target, (error) => resolve(error === null)));
