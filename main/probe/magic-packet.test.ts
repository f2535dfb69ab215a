import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answers } from './answers';
import { magicPacket, networksOf, wake } from './magic-packet';

describe('a magic packet', () => {
  it('is six bytes of ones and the address sixteen times', () => {
    const packet = magicPacket('02:00:5e-10.00 01');
    expect(packet).toHaveLength(102);
    expect(packet.toString('hex')).toBe('ff'.repeat(6) + '02005e100001'.repeat(16));
    expect(() => magicPacket('02-00-5e-10-00')).toThrow();
  });

  it('arrives at who listens on the network', async () => {
    const received: string[] = [];
    const listeners = await Promise.all(
      [7, 9].map(async (port) => {
        const socket = createSocket({ type: 'udp4', reuseAddr: true });
        socket.on('message', (bytes) => received.push(`${port} ${bytes.length}`));
        await new Promise<void>((resolve, reject) => {
          socket.once('error', reject);
          socket.bind(port, resolve);
        });
        return socket;
      })
    );
    try {
      // Loopback is a network of its own, whose broadcast address reaches this PC alone.
      const sent = await wake('02-00-5e-10-00-01', [
        { address: '127.0.0.1', broadcast: '127.255.255.255' },
        { address: '203.0.113.77', broadcast: '203.0.113.255' }
      ]);
      expect(sent).toBeGreaterThanOrEqual(2);
      await expect.poll(() => [...new Set(received)].sort()).toEqual(['7 102', '9 102']);
    } finally {
      for (const socket of listeners) socket.close();
    }
  });

  it('goes to the broadcast address of each network, and of none that is this PC’s own', () => {
    const of = (address: string, netmask: string, internal = false) => ({
      ...{ address, netmask, internal, mac: '02:00:00:00:00:01', cidr: null },
      family: 'IPv4' as const
    });
    expect(
      networksOf({
        lo: [of('127.0.0.1', '255.0.0.0', true)],
        eth0: [
          of('192.0.2.77', '255.255.255.192'),
          { ...of('fe80::1', 'ffff::'), family: 'IPv6', scopeid: 2 }
        ],
        eth1: [of('10.1.2.3', '255.0.0.0')]
      })
    ).toEqual([
      { address: '192.0.2.77', broadcast: '192.0.2.127' },
      { address: '10.1.2.3', broadcast: '10.255.255.255' }
    ]);
  });
});

it('a port that takes connections answers; a closed one and an unknown name do not', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  expect(await answers('127.0.0.1', port, 2000, signal)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await answers('127.0.0.1', port, 2000, signal)).toBe(false);
  expect(await answers('no-such-host.invalid', port, 2000, signal)).toBe(false);
});
