import type { Socket } from 'node:net';
import type {
  NegotiateAttempt,
  TlsAttempt,
  TlsEnd,
  TlsFacts,
  TlsVersion
} from '../../shared/model/transcript';
import { askCredssp } from './credssp';
import { startDeadline, type Deadline } from './deadline';
import { fullOffer, usesCredssp, usesTls } from './negotiate';
import { openAndNegotiate } from './open-and-negotiate';
import type { Address } from './open-socket';
import type { Run } from './probe-run';
import { readChain, refusedKeyUsage, startTls, tlsVersions, type Handshake } from './tls';

/** A connection on which the first offer was answered. */
export interface Answered {
  readonly socket: Socket;
  readonly address: Address;
  readonly attempt: NegotiateAttempt;
  /** Bytes that came after the answer. */
  readonly leftover: Buffer;
}

/**
 * TLS and CredSSP as far as the host chose them.
 *
 * @returns false when that failed, so that nothing later says anything
 */
export async function secure(run: Run, answered: Answered): Promise<boolean> {
  const { reply, offer } = answered.attempt;
  if (reply.kind === 'failure' && reply.code === 3) {
    const first = failedAttempt(null, { kind: 'no-certificate' });
    run.record('tls', { state: 'done', durationMs: 0, facts: { ...noFacts, first } });
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
  return secureConnection(run, answered, usesCredssp(reply.protocol));
}

const noFacts = { encipherOnly: false, versions: [], chain: [], unreadableCertificates: 0 } as const;

async function secureConnection(run: Run, answered: Answered, withCredssp: boolean): Promise<boolean> {
  let connection: Handshake | null = null;
  try {
    const facts = await run.stage('tls', async () => {
      const result = await firstHandshake(run, answered);
      connection = result.connection;
      return result.facts;
    });
    const handshake = connection as Handshake | null;
    if (!facts || !handshake?.secure) return false;
    const { secure: stream } = handshake;
    // Before anything else is tried: the host may not wait long for what follows TLS.
    if (withCredssp) {
      await run.stage('credssp', () => askCredssp(stream, run.options.timeoutMs, run.signal));
    } else {
      run.record('credssp', { state: 'not-offered' });
    }
    handshake.close();
    if (run.options.allTlsVersions || facts.versions.length > 0) {
      await run.stage('tls', async () => restOfVersions(run, answered.address, facts));
    }
    return true;
  } finally {
    (connection as Handshake | null)?.close();
  }
}

interface FirstHandshake {
  readonly facts: TlsFacts;
  /** The connection to go on with; null when no handshake succeeded. */
  readonly connection: Handshake | null;
}

/** The handshake a client makes, and where it fails, the newest version with which one succeeds. */
async function firstHandshake(run: Run, answered: Answered): Promise<FirstHandshake> {
  const { options, signal, target } = run;
  const wish = { host: target.host, leftover: answered.leftover, only: null };
  const first = await startTls(answered.socket, wish, options.timeoutMs, signal);
  const base = { ...noFacts, first: first.attempt };
  if (first.secure) return withChain(base, first);

  // All further attempts share the time of one stage, so that a silent host is not waited for five times.
  const deadline = startDeadline(options.timeoutMs);
  if (refusedKeyUsage(first.attempt)) {
    await deadline.without(run.turn(answered.address));
    const again = await openTls(run, answered.address, { only: null, encipherOnly: true }, deadline);
    if (again.secure) return withChain({ ...base, encipherOnly: true, first: again.attempt }, again);
  }
  const versions: TlsAttempt[] = [];
  for (const [index, only] of tlsVersions.entries()) {
    const handshake = await tryVersion(run, answered.address, only, deadline, tlsVersions.length - index);
    versions.push(handshake.attempt);
    if (handshake.secure) return withChain({ ...base, versions }, handshake);
  }
  return { facts: { ...base, versions }, connection: null };
}

/** The versions that have not been tried yet, newest first. */
async function restOfVersions(run: Run, address: Address, facts: TlsFacts): Promise<TlsFacts> {
  const deadline = startDeadline(run.options.timeoutMs);
  const rest = tlsVersions.filter((version) => !facts.versions.some(({ only }) => only === version));
  const versions = [...facts.versions];
  for (const [index, only] of rest.entries()) {
    if (!run.options.allTlsVersions && !run.mayConnectAgain()) break;
    const handshake = await tryVersion(run, address, only, deadline, rest.length - index);
    handshake.close();
    versions.push(handshake.attempt);
  }
  return { ...facts, versions };
}

function withChain(facts: TlsFacts, connection: Handshake): FirstHandshake {
  const { chain, unreadable } = connection.secure
    ? readChain(connection.secure)
    : { chain: [], unreadable: 0 };
  return { facts: { ...facts, chain, unreadableCertificates: unreadable }, connection };
}

/** One version on a connection of its own, within an even part of the time for the `count` attempts still to come. */
async function tryVersion(
  run: Run,
  address: Address,
  only: TlsVersion,
  deadline: Deadline,
  count: number
): Promise<Handshake> {
  await deadline.without(run.turn(address));
  return openTls(run, address, { only }, startDeadline(deadline.left() / count));
}

const failedAttempt = (only: TlsVersion | null, end: TlsEnd): TlsAttempt => ({
  only,
  end,
  version: null,
  cipher: null,
  replyHex: '',
  durationMs: 0
});

/**
 * A connection of its own as far as TLS; its turn to connect has come. `close` ends it, whatever became of it.
 *
 * @throws the signal's reason when it is aborted
 */
export async function openTls(
  run: Run,
  address: Address,
  { only, encipherOnly = false }: { only: TlsVersion | null; encipherOnly?: boolean },
  deadline: Deadline
): Promise<Handshake> {
  const negotiated = await openAndNegotiate(run, address, fullOffer, deadline);
  const { socket } = negotiated;
  if (!socket) {
    const attempt = failedAttempt(only, { kind: 'not-connected', code: negotiated.code });
    return { attempt, secure: null, close: () => undefined };
  }
  const wish = { host: run.target.host, leftover: negotiated.leftover, only, encipherOnly };
  return startTls(socket, wish, deadline.left(), run.signal);
}
