import type { Socket } from 'node:net';
import type { NegotiateAttempt } from '../../shared/model/transcript';
import type { Deadline } from './deadline';
import { negotiate } from './negotiate';
import { openSocket, type Address } from './open-socket';
import type { Run } from './probe-run';

export type Negotiation =
  | { readonly socket: Socket; readonly leftover: Buffer; readonly attempt: NegotiateAttempt }
  | { readonly socket: null; readonly code: string; readonly attempt: NegotiateAttempt | null };

/**
 * A connection of its own with one offer made on it; its turn to connect has come. The socket is open only where the host goes on, and then it
 * is the caller's to close.
 *
 * @throws the signal's reason when it is aborted
 */
export async function openAndNegotiate(
  run: Run,
  address: Address,
  offer: number,
  deadline: Deadline
): Promise<Negotiation> {
  const { signal, target } = run;
  if (deadline.left() === 0) return { socket: null, code: 'no-time-left', attempt: null };
  const { attempt: opened, socket } = await openSocket(address, target.port, deadline.left(), signal);
  signal.throwIfAborted();
  if (!socket) return { socket: null, code: opened.code ?? opened.outcome, attempt: null };
  try {
    const { attempt, leftover } = await negotiate(socket, offer, deadline.left(), signal);
    if (attempt.reply.kind === 'selected' || attempt.reply.kind === 'no-block')
      return { socket, leftover, attempt };
    socket.destroy();
    return { socket: null, code: attempt.reply.kind, attempt };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
