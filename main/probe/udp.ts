import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { UdpFacts } from '../../shared/model/transcript';
import { MalformedReply } from './der';
import { evidenceBytes } from './negotiate';
import { ignore, round, type Address } from './open-socket';
import { parseSynAck, syn } from './rdpeudp';

/** UDP is optional and a datagram may be lost, so it is sent twice and then given up early. */
const patienceMs = 2000;

/**
 * Asks whether the RDP-UDP transport answers on the same port. No answer is never an error by itself.
 *
 * @param timeoutMs most time to wait, milliseconds
 * @throws the signal's reason when it is aborted
 */
export function askUdp(
  { address, family }: Address,
  port: number,
  timeoutMs: number,
  signal: AbortSignal
): Promise<UdpFacts> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const waitMs = Math.min(timeoutMs, patienceMs);
    const request = syn(randomBytes(4).readUInt32BE());
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    const send = (): void => socket.send(request, (error) => error && onError(error));
    // What is no answer may come from anybody; a real one may still follow.
    let garbage = '';
    const timer = setTimeout(
      () => finish(garbage === '' ? { end: 'no-answer' } : { end: 'garbage', replyHex: garbage }),
      waitMs
    );
    let again: NodeJS.Timeout | undefined;
    let done = false;

    const onError = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? 'UNKNOWN';
      // ICMP "port unreachable" is ECONNREFUSED, on Windows ECONNRESET.
      finish({ end: code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'error', code });
    };
    const onAbort = (): void => {
      done = true;
      cleanUp();
      reject(signal.reason as Error);
    };
    function cleanUp(): void {
      clearTimeout(timer);
      clearTimeout(again);
      signal.removeEventListener('abort', onAbort);
      // Not all listeners: without dgram's own, a close that comes before the bind is done would never happen.
      socket.removeAllListeners('message');
      socket.off('error', onError);
      socket.on('error', ignore);
      socket.close();
    }
    function finish(facts: Partial<UdpFacts> & Pick<UdpFacts, 'end'>): void {
      if (done) return;
      done = true;
      cleanUp();
      resolve({
        code: null,
        flags: null,
        upstreamMtu: null,
        downstreamMtu: null,
        replyHex: '',
        requestHex: request.toString('hex', 0, 16),
        durationMs: round(performance.now() - started),
        ...facts
      });
    }
    socket.once('error', onError);
    socket.on('message', (datagram) => {
      const replyHex = datagram.toString('hex', 0, evidenceBytes);
      try {
        finish({ end: 'answered', ...parseSynAck(datagram), replyHex });
      } catch (error) {
        if (!(error instanceof MalformedReply)) throw error;
        garbage ||= replyHex;
      }
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
      return;
    }
    // A connected socket is told about ICMP errors and hears nobody but the host.
    // Refused by a routing rule or a firewall of this PC, the connect says so only here.
    socket.connect(port, address, (error?: NodeJS.ErrnoException) => {
      if (done) return;
      if (error) {
        onError(error);
        return;
      }
      send();
      again = setTimeout(send, waitMs / 3);
    });
  });
}
