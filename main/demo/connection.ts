import type { Socket } from 'node:net';
import type { Server as TlsServer } from 'node:tls';
import type { Answer, HostBehaviour, TlsAnswer } from './behaviour';
import type { Lifetime } from './lifetime';
import { answerOffer, type PolicyAnswer } from './policy';
import { stopReadingForGood } from './reset';
import { fatalAlert, readConnectionRequest } from './wire';

/** How long bytes of the client are given to reach the unread buffer before it is thrown away, milliseconds. */
const unreadForMs = 120;
const garbage = Buffer.from('\u0000\u00ff no tls record \u0000', 'latin1');

/**
 * Serves one connection from its first byte up to TLS, by the host's behaviour. The socket comes paused and unread.
 *
 * @param secure takes over once a confirm promised TLS; null where the host never gets that far
 */
export function serve(
  socket: Socket,
  behaviour: HostBehaviour,
  secure: SecureServers | null,
  lifetime: Lifetime
): void {
  const { answer } = behaviour;
  if (answer.kind === 'deaf') {
    // Unread bytes turn the close into an RST: RFC 1122 section 4.2.2.13, and Winsock does the same.
    if (answer.then === 'reset') lifetime.after(unreadForMs, () => socket.destroy());
    if (answer.then === 'close') socket.end();
    return;
  }
  if (answer.kind === 'banner') socket.write(answer.bytes);
  if (answer.kind === 'policy') {
    readRequest(socket, (offer) => {
      proceed(socket, answerOffer(answer.policy, offer), behaviour.tls, secure, lifetime);
    });
    return;
  }
  socket.once('data', () => answerFirstBytes(socket, answer, lifetime));
  socket.resume();
}

/** TLS for both continuations; which one serves a connection depends on what was selected. */
export interface SecureServers {
  readonly plain: TlsServer;
  readonly withCredssp: TlsServer;
}

/** Waits for one whole connection request; anything else ends the connection, as Windows does. */
function readRequest(socket: Socket, onRequest: (offer: number | null) => void): void {
  let received = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const request = readConnectionRequest(received);
    if (request.state === 'incomplete') return;
    socket.off('data', onData);
    if (request.state === 'invalid') {
      socket.destroy();
      return;
    }
    socket.pause();
    if (received.length > request.length) socket.unshift(received.subarray(request.length));
    onRequest(request.offer);
  };
  socket.on('data', onData);
  socket.resume();
}

function proceed(
  socket: Socket,
  { confirm, then }: PolicyAnswer,
  tls: TlsAnswer,
  secure: SecureServers | null,
  lifetime: Lifetime
): void {
  if (!confirm || then === 'close') {
    if (confirm) socket.write(confirm);
    socket.end();
    socket.resume();
    return;
  }
  if (then === 'rdp') {
    socket.write(confirm);
    socket.resume();
    return;
  }
  if (tls.kind === 'handshake') {
    socket.write(confirm);
    // https://nodejs.org/api/tls.html#event-connection: a connection may be handed over.
    (then === 'tls' ? secure?.plain : secure?.withCredssp)?.emit('connection', socket);
    return;
  }
  refuseTls(socket, confirm, tls, lifetime);
}

/** What goes wrong between a good confirm and a handshake. */
function refuseTls(
  socket: Socket,
  confirm: Buffer,
  tls: Exclude<TlsAnswer, { kind: 'handshake' }>,
  lifetime: Lifetime
): void {
  if (tls.kind === 'ending') {
    if (tls.then === 'close') {
      socket.end(confirm);
      socket.resume();
      return;
    }
    if (tls.then === 'reset') {
      stopReadingForGood(socket);
      lifetime.after(unreadForMs, () => socket.destroy());
    } else {
      socket.resume();
    }
    socket.write(confirm);
    return;
  }
  socket.write(confirm);
  socket.once('data', () => socket.end(tls.kind === 'alert' ? fatalAlert(tls.alert) : garbage));
  socket.resume();
}

function answerFirstBytes(
  socket: Socket,
  answer: Extract<Answer, { kind: 'mute' | 'banner' | 'bytes' }>,
  lifetime: Lifetime
): void {
  // Whatever else the client says is read and dropped, so that closing stays a FIN.
  socket.resume();
  if (answer.kind === 'bytes') {
    const { bytes, then, afterMs = 0, everyMs } = answer;
    const pieces = everyMs === undefined ? [bytes] : Array.from(bytes, (byte) => Buffer.from([byte]));
    pieces.forEach((piece, index) => {
      lifetime.after(afterMs + index * (everyMs ?? 0), () => {
        if (!socket.destroyed) socket.write(piece);
      });
    });
    if (then === 'close') lifetime.after(afterMs + (pieces.length - 1) * (everyMs ?? 0), () => socket.end());
    return;
  }
  if (answer.kind === 'mute' && answer.then === 'close') socket.end();
}
