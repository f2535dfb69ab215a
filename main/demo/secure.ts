import { randomBytes } from 'node:crypto';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { CredsspAnswer, HostBehaviour, TlsAnswer } from './behaviour';
import { makeCertificate } from './certificate';
import type { SecureServers } from './connection';
import type { Lifetime } from './lifetime';
import { stopReadingForGood } from './reset';
import {
  holdsNtlmNegotiate,
  ntlmChallenge,
  tsRequestLength,
  tsRequestWithError,
  tsRequestWithToken
} from './wire';

/** Longest TSRequest that is read; an NTLM negotiate takes about 60 bytes, a Kerberos token a few thousand. */
const longestTsRequest = 65_536;

/**
 * The TLS ends of a host, with a certificate made for it. They never listen: connections are handed to them.
 *
 * @throws what the crypto library says of the wished certificate
 */
export async function createSecureServers(
  behaviour: HostBehaviour,
  tls: Extract<TlsAnswer, { kind: 'handshake' }>,
  lifetime: Lifetime
): Promise<SecureServers> {
  const { chainPem, keyPem } = await makeCertificate(behaviour.certificate);
  const options = {
    cert: chainPem,
    key: keyPem,
    minVersion: tls.oldest,
    maxVersion: tls.newest,
    // OpenSSL keeps TLS 1.0, small keys and old hashes behind its security level; BoringSSL knows no such level and
    // refuses the word.
    ...(process.versions['electron'] === undefined ? { ciphers: 'ALL:@SECLEVEL=0' } : {})
  };
  const start = (onSecure: (socket: TLSSocket) => void): Server => {
    const server = createServer(options, (socket) => {
      lifetime.adopt(socket);
      onSecure(socket);
      if (behaviour.resetAfterMs !== null) resetLater(socket, behaviour.resetAfterMs, lifetime);
    });
    server.on('tlsClientError', () => {
      // A client that ends the handshake is what a probe of single versions looks like.
    });
    return server;
  };
  return {
    plain: start((socket) => socket.resume()),
    withCredssp: start((socket) => answerCredssp(socket, behaviour.credssp))
  };
}

/** The first leg of CredSSP. What follows it needs a user, so it is read and left without an answer. */
function answerCredssp(socket: TLSSocket, answer: CredsspAnswer): void {
  let received = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const length = tsRequestLength(received);
    if (length === null) return;
    if (length === 'invalid' || length > longestTsRequest) {
      socket.off('data', onData);
      socket.destroy();
      return;
    }
    if (received.length < length) return;
    socket.off('data', onData);
    socket.resume();
    if (holdsNtlmNegotiate(received)) say(socket, answer);
    else socket.destroy();
  };
  socket.on('data', onData);
}

function say(socket: TLSSocket, answer: CredsspAnswer): void {
  if (answer.kind === 'challenge') {
    const time = new Date(Date.now() + answer.clockOffsetSeconds * 1000);
    const token = ntlmChallenge({ ...answer.identity, time }, randomBytes(8));
    socket.write(tsRequestWithToken(answer.version, token));
  }
  if (answer.kind === 'error') socket.write(tsRequestWithError(answer.version, answer.ntstatus));
  if (answer.kind === 'garbage') socket.write(Buffer.from('no TSRequest', 'latin1'));
  if (answer.kind === 'ending' && answer.then === 'close') socket.end();
}

/** Longest to wait for another message of the client before the connection is thrown away all the same, milliseconds. */
const longestWaitMs = 3000;

/**
 * Ends a connection with an RST once it has talked for `afterMs`. For that, something of the client must lie unread in
 * the system's buffer: reading stops, and what comes next is awaited for twice as long as the client took last time.
 */
function resetLater(socket: TLSSocket, afterMs: number, lifetime: Lifetime): void {
  const begun = Date.now();
  let previous = begun;
  const onData = (): void => {
    const now = Date.now();
    const gap = now - previous;
    previous = now;
    if (now - begun < afterMs) return;
    socket.off('data', onData);
    stopReadingForGood(socket);
    lifetime.after(Math.min(2 * gap + 100, longestWaitMs), () => socket.destroy());
  };
  socket.on('data', onData);
}
