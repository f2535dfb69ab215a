import type { Socket as UdpSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { soundHost, type HostBehaviour } from './behaviour';
import { serve, type SecureServers } from './connection';
import { createLifetime, type Lifetime } from './lifetime';
import { createSecureServers } from './secure';
import { startUdp } from './udp';

export interface RunningHost {
  /** Where it listens: 127.0.0.1. */
  readonly address: string;
  readonly port: number;
  /** Ends the listener, every connection and every timer. May be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a stand-in for an RDP host on this PC's loopback address, on a free port. The sockets are real and the
 * protocols too, up to the point where a user would have to sign in.
 *
 * @throws the system's error where no port can be had
 */
export async function startHost(differing: Partial<HostBehaviour> = {}): Promise<RunningHost> {
  const behaviour = soundHost(differing);
  const lifetime = createLifetime();
  const { tls } = behaviour;
  const secure = tls.kind === 'handshake' ? await createSecureServers(behaviour, tls, lifetime) : null;

  const listeners = await listenOnOnePort(behaviour, createListener(behaviour, secure, lifetime));
  let closed: Promise<void> | null = null;
  return {
    address: ipv4,
    port: listeners.port,
    close() {
      lifetime.end();
      closed ??= Promise.all([...listeners.tcp.map(closeTcp), ...listeners.udp.map(closeUdp)]).then(
        () => undefined
      );
      return closed;
    }
  };
}

const ipv4 = '127.0.0.1';
const ipv6 = '::1';

function createListener(
  behaviour: HostBehaviour,
  secure: SecureServers | null,
  lifetime: Lifetime
): () => Server {
  let quiet = 0;
  return () => {
    // Paused, because a reset needs bytes that were never read.
    const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      lifetime.adopt(socket);
      socket.once('close', () => {
        const { outages } = behaviour;
        if (!outages || socket.bytesRead > 0) return;
        quiet += 1;
        if (quiet % outages.everyNth === 0) goAway(server, outages.forMs, lifetime);
      });
      serve(socket, behaviour, secure, lifetime);
    });
    server.on('error', () => {
      // A connection that could not be accepted; the next one may be.
    });
    server.unref();
    return server;
  };
}

/** Stops listening and comes back on the same port; connections that are open stay. */
function goAway(server: Server, forMs: number, lifetime: Lifetime): void {
  const at = server.address();
  if (at === null || typeof at === 'string') return;
  server.close();
  const comeBack = (): void => {
    // Somebody else may have the port for a moment.
    const tryAgain = (): void => lifetime.after(forMs, comeBack);
    server.once('error', tryAgain);
    server.listen(at.port, at.address, () => server.off('error', tryAgain));
  };
  lifetime.after(forMs, comeBack);
}

interface Listeners {
  readonly port: number;
  readonly tcp: readonly Server[];
  readonly udp: readonly UdpSocket[];
}

/** Free ports are given out per protocol and family, so a port that is free for one may be taken for another. */
const mostTries = 20;

async function listenOnOnePort(behaviour: HostBehaviour, create: () => Server): Promise<Listeners> {
  for (let tries = 1; ; tries++) {
    const tcp: Server[] = [];
    const udp: UdpSocket[] = [];
    try {
      const first = create();
      const port = await listen(first, 0, ipv4);
      tcp.push(first);
      if (behaviour.udp) udp.push(await startUdp(ipv4, port));
      if (behaviour.loopback === 'both') await alsoOnIpv6(behaviour, create, port, tcp, udp);
      return { port, tcp, udp };
    } catch (error) {
      await Promise.all([...tcp.map(closeTcp), ...udp.map(closeUdp)]);
      if (codeOf(error) !== 'EADDRINUSE' || tries === mostTries) throw error;
    }
  }
}

async function alsoOnIpv6(
  behaviour: HostBehaviour,
  create: () => Server,
  port: number,
  tcp: Server[],
  udp: UdpSocket[]
): Promise<void> {
  const second = create();
  try {
    await listen(second, port, ipv6);
  } catch (error) {
    // This PC has no IPv6, and so no second address behind `localhost`.
    if (codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'EAFNOSUPPORT') return;
    throw error;
  }
  tcp.push(second);
  if (behaviour.udp) udp.push(await startUdp(ipv6, port));
}

function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const closeTcp = (server: Server): Promise<void> =>
  // The only error is that it does not listen at the moment, which is what is wanted.
  new Promise((resolve) => server.close(() => resolve()));

const closeUdp = (socket: UdpSocket): Promise<void> =>
  new Promise((resolve) => socket.close(() => resolve()));

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
