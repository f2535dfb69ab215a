import { connect as connectSocket, type Socket } from 'node:net';
import type { ConnectAttempt, Family } from '../../shared/model/transcript';

export interface Address {
  readonly address: string;
  readonly family: Family;
}

export type Opened =
  | { readonly attempt: ConnectAttempt; readonly socket: Socket }
  | { readonly attempt: ConnectAttempt; readonly socket: null };

/**
 * Opens one TCP connection and says how that ended. Never rejects: an abort gives the outcome `cancelled`.
 *
 * @param timeoutMs how long silence is waited for, milliseconds
 */
export function openSocket(
  { address, family }: Address,
  port: number,
  timeoutMs: number,
  signal: AbortSignal
): Promise<Opened> {
  return new Promise((resolve) => {
    const started = performance.now();
    const socket = connectSocket({ host: address, port, family, noDelay: true });
    const timer = setTimeout(() => finish({ outcome: 'filtered', code: null, unreachable: null }), timeoutMs);

    const onAbort = (): void => finish({ outcome: 'cancelled', code: null, unreachable: null });
    const onError = (error: NodeJS.ErrnoException): void => {
      // A refusal is ECONNREFUSED: ECONNRESET says that the handshake was complete and the connection cut right after.
      if (error.code === 'ECONNRESET') onConnect();
      else finish(classify(error));
    };
    const onConnect = (): void => finish({ outcome: 'open', code: null, unreachable: null });

    function finish(verdict: Verdict): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect);
      socket.off('error', onError);
      // Whoever owns the socket next listens for itself; until then an error must not end the process.
      socket.on('error', ignore);
      const durationMs = round(performance.now() - started);
      const attempt = {
        address,
        family,
        ...verdict,
        latencyMs: verdict.outcome === 'open' ? durationMs : null,
        durationMs
      };
      if (verdict.outcome === 'open') {
        resolve({ attempt, socket });
      } else {
        socket.destroy();
        resolve({ attempt, socket: null });
      }
    }

    socket.once('connect', onConnect);
    socket.once('error', onError);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

type Verdict = Pick<ConnectAttempt, 'outcome' | 'code' | 'unreachable'>;

/** Errors with nothing left to tell: the connection is already judged. */
export function ignore(): void {
  // The verdict is out; a late error of a socket that is being closed changes nothing.
}

const unreachableBy: Readonly<Record<string, NonNullable<ConnectAttempt['unreachable']>>> = {
  ENETUNREACH: 'network',
  ENETDOWN: 'network',
  EHOSTUNREACH: 'host',
  EHOSTDOWN: 'host',
  ENOPROTOOPT: 'protocol',
  // ICMPv6 "administratively prohibited", and a local route of type prohibit.
  EACCES: 'prohibited',
  EPERM: 'prohibited',
  EADDRNOTAVAIL: 'no-route',
  EAFNOSUPPORT: 'no-route',
  // A local route of type blackhole.
  EINVAL: 'no-route'
};

function classify(error: NodeJS.ErrnoException): Verdict {
  const code = error.code ?? 'UNKNOWN';
  // Node cannot tell a closed port, a firewall's RST and ICMP "port unreachable" apart: all are ECONNREFUSED.
  if (code === 'ECONNREFUSED') return { outcome: 'refused', code, unreachable: null };
  if (code === 'ETIMEDOUT') return { outcome: 'filtered', code, unreachable: null };
  const reason = unreachableBy[code];
  if (!reason) return { outcome: 'error', code, unreachable: null };
  // Without a local address the packet never left this PC.
  const local = code === 'ENETUNREACH' && /Local \((?:0\.0\.0\.0|::):0\)/.test(error.message);
  return { outcome: 'unreachable', code, unreachable: local ? 'no-route' : reason };
}

/** Milliseconds with two decimals: finer is noise. */
export const round = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;
