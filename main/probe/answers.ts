import { openSocket } from './open-socket';
import { resolveName } from './resolve';

/**
 * Whether a TCP port of a host takes a connection, at any of its addresses. Never rejects: an abort is a no.
 *
 * @param timeoutMs milliseconds for the name, and for each address
 */
export async function answers(
  host: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal
): Promise<boolean> {
  const addresses = await resolveName(host, timeoutMs, signal).then(
    (found) => found.addresses,
    () => []
  );
  const opened = await Promise.all(
    addresses.slice(0, mostAddresses).map((address) => openSocket(address, port, timeoutMs, signal))
  );
  for (const { socket } of opened) socket?.destroy();
  return opened.some(({ socket }) => socket !== null);
}

const mostAddresses = 8;
