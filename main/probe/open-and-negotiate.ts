import type { Socket } from 'node:net';
import type { NegotiateAttempt } from '../../shared/model/transcript';
import { negotiate } from './negotiate';
import { openSocket, type Address } from './open-socket';
import type { Run } from './probe-run';

type Negotiation =
  | { readonly socket: Socket; readonly leftover: Buffer; readonly attempt: NegotiateAttempt }
  | { readonly socket: null; readonly code: string; readonly attempt: NegotiateAttempt | null };

/**
 * A connection of its own with one offer made on it. The socket is open only where the host selected a protocol, and then it
 * is the caller's to close.
 *
 * @throws the signal's reason when it is aborted
 */
export async function openAndNegotiate(run: Run, address: Address, offer: number): Promise<Negotiation> {
  const { options, signal, target, pacer } = run;
  await pacer.turn(signal);
  const { attempt: opened, socket } = await openSocket(address, target.port, options.timeoutMs, signal);
  signal.throwIfAborted();
  if (!socket) return { socket: null, code: opened.code ?? opened.outcome, attempt: null };
  try {
    const { attempt, leftover } = await negotiate(socket, offer, options.timeoutMs, signal);
    if (attempt.reply.kind === 'selected') return { socket, leftover, attempt };
    socket.destroy();
    return { socket: null, code: attempt.reply.kind, attempt };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
