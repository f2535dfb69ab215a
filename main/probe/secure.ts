import type { Socket } from 'node:net';
import type { NegotiateAttempt, TlsAttempt, TlsFacts } from '../../shared/model/transcript';
import { askCredssp } from './credssp';
import { fullOffer, usesCredssp, usesTls } from './negotiate';
import { openAndNegotiate } from './open-and-negotiate';
import type { Address } from './open-socket';
import type { Run } from './probe-run';
import { readChain, refusedKeyUsage, startTls, tlsVersions, type Handshake } from './tls';

/**
 * TLS and CredSSP as far as the host chose them.
 *
 * @returns false when that failed, so that nothing later says anything
 */
export async function secure(
  run: Run,
  socket: Socket,
  address: Address,
  leftover: Buffer,
  { reply, offer }: NegotiateAttempt
): Promise<boolean> {
  const { options, signal, target } = run;
  if (reply.kind === 'failure' && reply.code === 3) {
    const end = { kind: 'no-certificate' } as const;
    const first: TlsAttempt = { only: null, end, version: null, cipher: null, replyHex: '', durationMs: 0 };
    run.record('tls', {
      state: 'done',
      durationMs: 0,
      facts: { encipherOnly: false, first, versions: [], chain: [], unreadableCertificates: 0 }
    });
    return false;
  }
  // Failure 2 forbids TLS, and then there is nothing more to see; any other failure is a fault of the negotiation.
  const withoutTls =
    reply.kind === 'no-block' ||
    (reply.kind === 'failure' && reply.code === 2) ||
    (reply.kind === 'selected' && reply.protocol === 0);
  if (withoutTls) {
    run.record('tls', { state: 'not-offered' });
    run.record('credssp', { state: 'not-offered' });
    return true;
  }
  if (reply.kind !== 'selected' || !usesTls(reply.protocol, offer)) return false;

  let close = (): void => undefined;
  try {
    let connection: Awaited<ReturnType<typeof startTls>>['secure'] = null;
    const facts = await run.stage('tls', async (): Promise<TlsFacts> => {
      let encipherOnly = false;
      let first = await startTls(
        socket,
        { host: target.host, leftover, only: null },
        options.timeoutMs,
        signal
      );
      close = first.close;
      if (refusedKeyUsage(first.attempt)) {
        const again = await startTlsAgain(run, address);
        if (again?.secure) {
          first = again;
          close = again.close;
          encipherOnly = true;
        }
      }
      connection = first.secure;
      const { chain, unreadable } = first.secure ? readChain(first.secure) : { chain: [], unreadable: 0 };
      const result = {
        encipherOnly,
        first: first.attempt,
        versions: [],
        chain,
        unreadableCertificates: unreadable
      };
      if (first.secure && !options.allTlsVersions) return result;
      return await tryVersions(run, address, result);
    });
    if (!facts) return false;
    if (!connection) return facts.versions.some(({ end }) => end.kind === 'done');
    const established = connection;
    if (usesCredssp(reply.protocol)) {
      await run.stage('credssp', () => askCredssp(established, options.timeoutMs, signal));
    } else {
      run.record('credssp', { state: 'not-offered' });
    }
    return true;
  } finally {
    close();
  }
}

/** A second handshake for a certificate that may only encipher; null where the connection for it could not be had. */
async function startTlsAgain(run: Run, address: Address): Promise<Handshake | null> {
  const { options, signal, target } = run;
  const { socket, ...negotiated } = await openAndNegotiate(run, address, fullOffer);
  if (!socket || !('leftover' in negotiated)) return null;
  const wish = { host: target.host, leftover: negotiated.leftover, only: null, encipherOnly: true };
  const again = await startTls(socket, wish, options.timeoutMs, signal);
  const close = (): void => {
    again.close();
    socket.destroy();
  };
  if (!again.secure) close();
  return { ...again, close };
}

/** Tries each TLS version on a connection of its own, to name what the host does accept. */
async function tryVersions(run: Run, address: Address, facts: TlsFacts): Promise<TlsFacts> {
  const { options, signal, target } = run;
  const versions: TlsAttempt[] = [];
  // Where silence met the first hello, it will meet the others: they share the time of one.
  const timeoutMs =
    facts.first.end.kind === 'no-answer' ? options.timeoutMs / tlsVersions.length : options.timeoutMs;
  let { chain, unreadableCertificates } = facts;
  for (const only of tlsVersions) {
    const negotiated = await openAndNegotiate(run, address, fullOffer);
    const failed = (code: string): TlsAttempt => ({
      only,
      end: { kind: 'not-connected', code },
      version: null,
      cipher: null,
      replyHex: '',
      durationMs: 0
    });
    if (!negotiated.socket) {
      versions.push(failed(negotiated.code));
      continue;
    }
    try {
      const { attempt, secure, close } = await startTls(
        negotiated.socket,
        { host: target.host, leftover: negotiated.leftover, only },
        timeoutMs,
        signal
      );
      versions.push(attempt);
      if (secure && chain.length === 0) ({ chain, unreadable: unreadableCertificates } = readChain(secure));
      close();
    } finally {
      negotiated.socket.destroy();
    }
  }
  return { ...facts, versions, chain, unreadableCertificates };
}
