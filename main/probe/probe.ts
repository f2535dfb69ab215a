import type { Socket } from 'node:net';
import type { StageId } from '../../shared/model/stage';
import type { Target } from '../../shared/model/target';
import type {
  NegotiateAttempt,
  StageFacts,
  StageRecord,
  TlsAttempt,
  TlsFacts,
  Transcript,
  UdpFacts
} from '../../shared/model/transcript';
import { connectAll } from './connect';
import { askCredssp } from './credssp';
import { fullOffer, negotiate, nextOffer, usesCredssp, usesTls } from './negotiate';
import { openSocket, round, type Address } from './open-socket';
import { createPacer, type Pacer } from './pacer';
import { resolveName } from './resolve';
import { watchStability } from './stability';
import { readChain, refusedKeyUsage, startTls, tlsVersions, type Handshake } from './tls';
import { askUdp } from './udp';

export interface ProbeOptions {
  /** Per stage, milliseconds. */
  readonly timeoutMs: number;
  /** Between the starts of two connections to the host, milliseconds. */
  readonly pauseMs: number;
  /** Connects of the stability stage; 0 leaves it out. */
  readonly repeat: number;
  /** How long the stability stage holds one connection, milliseconds. */
  readonly holdMs: number;
  /** Try every TLS version by itself even when the first handshake succeeds. */
  readonly allTlsVersions: boolean;
}

/** Called when a stage begins (`active`), when it is decided, and when more is learnt about it later. */
export type OnStage = (stage: StageId, active: boolean, transcript: Transcript) => void;

type Records = { -readonly [Id in StageId]: StageRecord<StageFacts[Id]> };

/**
 * Tries a connection for real, first packet to first leg of CredSSP, with no credential and no user name. Makes at most
 * six connections, or as many as `repeat` asks for. An abort ends it at once and keeps what was seen.
 */
export async function probe(
  target: Target,
  options: ProbeOptions,
  signal: AbortSignal,
  onStage: OnStage
): Promise<Transcript> {
  const run = createRun(target, options, signal, onStage);
  try {
    await connectAndAsk(run);
  } catch (error) {
    if (!signal.aborted) throw error;
    run.settlePending('cancelled');
  }
  return run.transcript();
}

/** The stability stage alone, after a run whose transcript is given; gives the same transcript with that stage filled in. */
export async function probeStability(
  transcript: Transcript,
  options: ProbeOptions,
  signal: AbortSignal,
  onStage: OnStage
): Promise<Transcript> {
  const run = createRun(transcript.target, options, signal, onStage, transcript);
  const { connect } = transcript.stages;
  const attempt =
    connect.state === 'done' &&
    connect.facts.attempts.find(({ address }) => address === connect.facts.address);
  if (!attempt) return transcript;
  try {
    await askStability(run, attempt);
  } catch (error) {
    if (!signal.aborted) throw error;
    run.record('stability', { state: 'cancelled' });
  }
  return run.transcript();
}

interface Run {
  readonly target: Target;
  readonly options: ProbeOptions;
  readonly signal: AbortSignal;
  readonly pacer: Pacer;
  readonly begin: (stage: StageId) => void;
  readonly record: <Id extends StageId>(stage: Id, record: StageRecord<StageFacts[Id]>) => void;
  /** Runs a stage: announces it, times it, and turns an unexpected fault into `failed` with its detail. */
  readonly stage: <Id extends StageId>(
    id: Id,
    work: () => Promise<StageFacts[Id]>
  ) => Promise<StageFacts[Id] | null>;
  readonly settlePending: (state: 'cancelled' | 'not-reached') => void;
  readonly transcript: () => Transcript;
}

function createRun(
  target: Target,
  options: ProbeOptions,
  signal: AbortSignal,
  onStage: OnStage,
  earlier?: Transcript
): Run {
  const startedAt = earlier?.startedAt ?? new Date().toISOString();
  const pending = { state: 'pending' } as const;
  const records: Records = earlier
    ? { ...earlier.stages }
    : {
        resolve: pending,
        connect: pending,
        negotiate: pending,
        tls: pending,
        credssp: pending,
        udp: pending,
        stability: pending
      };
  const transcript = (): Transcript => ({
    schema: 'reconnect.transcript/1',
    target,
    startedAt,
    timeoutMs: options.timeoutMs,
    stages: { ...records }
  });
  const record: Run['record'] = (stage, value) => {
    (records as Record<StageId, unknown>)[stage] = value;
    onStage(stage, false, transcript());
  };
  return {
    target,
    options,
    signal,
    pacer: createPacer(options.pauseMs),
    begin: (stage) => onStage(stage, true, transcript()),
    record,
    async stage(id, work) {
      const started = performance.now();
      onStage(id, true, transcript());
      try {
        const facts = await work();
        signal.throwIfAborted();
        record(id, { state: 'done', durationMs: round(performance.now() - started), facts });
        return facts;
      } catch (error) {
        if (signal.aborted) throw error;
        const detail = error instanceof Error ? error.message : String(error);
        record(id, { state: 'failed', durationMs: round(performance.now() - started), detail });
        return null;
      }
    },
    settlePending(state) {
      for (const [id, { state: now }] of Object.entries(records) as [StageId, StageRecord<unknown>][]) {
        if (now === 'pending') record(id, { state });
      }
    },
    transcript
  };
}

async function connectAndAsk(run: Run): Promise<void> {
  const { target, options, signal, pacer } = run;
  const resolved = await run.stage('resolve', () => resolveName(target.host, options.timeoutMs, signal));
  if (!resolved || resolved.addresses.length === 0) return run.settlePending('not-reached');

  run.begin('connect');
  const connectStarted = performance.now();
  await pacer.turn(signal);
  const connecting = connectAll(resolved.addresses, target.port, options.timeoutMs, signal);
  const first = await connecting.first;
  // The winner goes on at once; addresses that are still undecided come to their end beside it.
  const connected = connecting.all.then((attempts) => {
    if (signal.aborted) return;
    run.record('connect', {
      state: 'done',
      durationMs: round(performance.now() - connectStarted),
      facts: { attempts, address: first?.address.address ?? null }
    });
  });
  if (first) {
    try {
      await askHost(run, first.socket, first.address);
    } finally {
      first.socket.destroy();
    }
  }
  await connected;
  signal.throwIfAborted();
  run.settlePending('not-reached');
}

async function askHost(run: Run, socket: Socket, address: Address): Promise<void> {
  const { options, signal } = run;
  let leftover: Buffer = Buffer.alloc(0);
  const negotiated = await run.stage('negotiate', async () => {
    const answer = await negotiate(socket, fullOffer, options.timeoutMs, signal);
    leftover = answer.leftover;
    return { attempts: [answer.attempt] };
  });
  const first = negotiated?.attempts[0];
  if (!first) return;
  const { reply } = first;
  if (reply.kind !== 'selected' && reply.kind !== 'failure' && reply.kind !== 'no-block') return;

  const udp = reply.kind === 'no-block' ? null : startUdp(run, address);
  if (!(await secure(run, socket, address, leftover, first))) {
    udp?.stop();
    return;
  }
  const attempts = await askOtherOffers(run, address, [first]);
  if (attempts.length > 1) {
    const durationMs = round(attempts.reduce((sum, attempt) => sum + attempt.durationMs, 0));
    run.record('negotiate', { state: 'done', durationMs, facts: { attempts } });
  }
  if (udp) run.record('udp', await udp.record);
  else run.record('udp', { state: 'not-offered' });
  if (options.repeat > 0) await askStability(run, address);
  else run.record('stability', { state: 'not-asked' });
}

/** Asks for UDP beside what goes on over TCP: its silence takes seconds to be sure of. */
function startUdp(run: Run, address: Address): { record: Promise<StageRecord<UdpFacts>>; stop: () => void } {
  const own = new AbortController();
  const stop = (): void => own.abort();
  run.signal.addEventListener('abort', stop, { once: true });
  run.begin('udp');
  const started = performance.now();
  const elapsed = (): number => round(performance.now() - started);
  const record = askUdp(address, run.target.port, run.options.timeoutMs, own.signal).then(
    (facts): StageRecord<UdpFacts> => ({ state: 'done', durationMs: elapsed(), facts }),
    (error: unknown): StageRecord<UdpFacts> =>
      own.signal.aborted
        ? { state: 'cancelled' }
        : { state: 'failed', durationMs: elapsed(), detail: String(error) }
  );
  return {
    record: record.finally(() => run.signal.removeEventListener('abort', stop)),
    stop
  };
}

/**
 * TLS and CredSSP as far as the host chose them.
 *
 * @returns false when that failed, so that nothing later says anything
 */
async function secure(
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
      facts: { first, versions: [], chain: [], unreadableCertificates: 0 }
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
      let first = await startTls(
        socket,
        { host: target.host, leftover, only: null },
        options.timeoutMs,
        signal
      );
      close = first.close;
      if (refusedKeyUsage(first.attempt)) {
        first = (await startTlsAgain(run, address)) ?? first;
        close = first.close;
      }
      connection = first.secure;
      const { chain, unreadable } = first.secure ? readChain(first.secure) : { chain: [], unreadable: 0 };
      const result = { first: first.attempt, versions: [], chain, unreadableCertificates: unreadable };
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

type Negotiation =
  | { readonly socket: Socket; readonly leftover: Buffer; readonly attempt: NegotiateAttempt }
  | { readonly socket: null; readonly code: string; readonly attempt: NegotiateAttempt | null };

async function openAndNegotiate(run: Run, address: Address, offer: number): Promise<Negotiation> {
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

/** The further offers that read the host's policy, each on a connection of its own. */
async function askOtherOffers(
  run: Run,
  address: Address,
  attempts: readonly NegotiateAttempt[]
): Promise<NegotiateAttempt[]> {
  const all = [...attempts];
  for (let offer = nextOffer(all); offer !== null; offer = nextOffer(all)) {
    const { attempt, socket } = await openAndNegotiate(run, address, offer);
    socket?.destroy();
    // A connection that could not be opened says nothing about the policy.
    if (!attempt) break;
    all.push(attempt);
  }
  return all;
}

async function askStability(run: Run, address: Address): Promise<void> {
  const { options, pacer, signal, target } = run;
  await run.stage('stability', () =>
    watchStability({ address, port: target.port, host: target.host }, options, pacer, signal)
  );
}
