import type { Socket } from 'node:net';
import {
  isOneOffered,
  protocols,
  type NegotiateAttempt,
  type NegotiateReply
} from '../../shared/model/transcript';
import { round } from './open-socket';
import { connectionRequest, parseConfirm } from './x224';

/** What a current Windows client offers: TLS, CredSSP, CredSSP with early user authorization. */
export const fullOffer = protocols.ssl | protocols.hybrid | protocols.hybridEx;

/** Raw bytes kept as evidence, per reply. */
export const evidenceBytes = 256;

export interface Negotiated {
  readonly attempt: NegotiateAttempt;
  /** Bytes that came after the confirm; they belong to what follows. */
  readonly leftover: Buffer;
}

/**
 * Sends one connection request and reads the answer. The socket stays open and paused, also after a failure: its owner
 * closes it.
 *
 * @param offer requestedProtocols
 * @param timeoutMs for the whole exchange, milliseconds
 * @throws the signal's reason when it is aborted
 */
export function negotiate(
  socket: Socket,
  offer: number,
  timeoutMs: number,
  signal: AbortSignal
): Promise<Negotiated> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const request = connectionRequest(offer);
    let received = Buffer.alloc(0);

    const timer = setTimeout(() => finish({ kind: 'no-answer' }), timeoutMs);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const reply = parseConfirm(received);
      if (reply !== 'incomplete') finish(reply);
    };
    const onEnd = (): void => finish({ kind: 'closed', how: 'end' });
    const onError = (): void => finish({ kind: 'closed', how: 'reset' });
    const onAbort = (): void => {
      cleanUp();
      reject(signal.reason as Error);
    };

    function cleanUp(): void {
      clearTimeout(timer);
      socket.off('data', onData);
      socket.off('end', onEnd);
      socket.off('close', onEnd);
      socket.off('error', onError);
      signal.removeEventListener('abort', onAbort);
      socket.pause();
    }

    function finish(reply: NegotiateReply): void {
      cleanUp();
      const used = reply.kind === 'selected' ? received.readUInt16BE(2) : received.length;
      resolve({
        attempt: {
          offer,
          reply,
          requestHex: request.toString('hex'),
          replyHex: received.toString('hex', 0, evidenceBytes),
          durationMs: round(performance.now() - started)
        },
        leftover: received.subarray(used)
      });
    }

    socket.on('data', onData);
    socket.once('end', onEnd);
    socket.once('close', onEnd);
    socket.once('error', onError);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else if (socket.destroyed) onError();
    else {
      socket.resume();
      socket.write(request);
    }
  });
}

/**
 * Which offer would teach something new; null when the answers so far say all that offers can tell (reference: the three
 * short connections that read a host's policy).
 */
export function nextOffer(attempts: readonly NegotiateAttempt[]): number | null {
  const [first, second] = attempts;
  if (!first) return fullOffer;
  if (attempts.length > 2) return null;
  const { reply } = first;
  if (reply.kind === 'failure') {
    return !second && reply.code === 2 ? protocols.rdp : null;
  }
  if (reply.kind !== 'selected' || reply.protocol === protocols.rdp) return null;
  if (reply.protocol === protocols.ssl) return second ? null : protocols.rdp;
  if (!usesCredssp(reply.protocol)) return null;
  // CredSSP was selected. Would TLS alone do (then NLA is not required), and would nothing at all?
  if (!second) return protocols.ssl;
  return second.reply.kind === 'selected' ? protocols.rdp : null;
}

/** Whether a selected protocol has the CredSSP exchange after TLS. */
export const usesCredssp = (protocol: number): boolean =>
  protocol === protocols.hybrid || protocol === protocols.hybridEx;

/** Whether a selected protocol is carried inside TLS: exactly one of those that were offered, and not RDP itself. */
export const usesTls = (protocol: number, offer: number): boolean =>
  isOneOffered(protocol, offer) && protocol !== protocols.rdp;
