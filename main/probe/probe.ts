import type { Socket } from 'node:net';
import type { Target } from '../../shared/model/target';
import type { NegotiateAttempt, StageRecord, Transcript, UdpFacts } from '../../shared/model/transcript';
import { connectAll } from './connect';
import { startDeadline } from './deadline';
import { fullOffer, negotiate, nextOffer } from './negotiate';
import { openAndNegotiate } from './open-and-negotiate';
import { round, type Address } from './open-socket';
import { createRun, type OnStage, type ProbeOptions, type Run } from './probe-run';
import { resolveName } from './resolve';
import { secure } from './secure';
import { watchStability } from './stability';
import { askUdp } from './udp';

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
    const { stability } = transcript.stages;
    run.record('stability', stability.state === 'done' ? stability : { state: 'cancelled' });
  }
  return run.transcript();
}

async function connectAndAsk(run: Run): Promise<void> {
  const { target, options, signal } = run;
  const resolved = await run.stage('resolve', () => resolveName(target.host, options.timeoutMs, signal));
  if (!resolved || resolved.addresses.length === 0) return run.settlePending('not-reached');

  run.begin('connect');
  const connectStarted = performance.now();
  const connecting = connectAll(resolved.addresses, target.port, options.timeoutMs, signal, run.turn);
  const first = await connecting.first;
  // The winner goes on at once; addresses that are still undecided come to their end beside it.
  const connected = connecting.all.then((attempts) => {
    // A stop before anything was open leaves nothing to keep.
    if (signal.aborted && !first) return;
    run.record('connect', {
      state: 'done',
      durationMs: round(performance.now() - connectStarted),
      facts: { attempts, address: first?.address.address ?? null }
    });
  });
  // Awaited below, unless a stop ends this function first: then its own rejection must not count as unhandled.
  connected.catch(() => undefined);
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
  if (!(await secure(run, { socket, address, attempt: first, leftover }))) {
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

/** The further offers that read the host's policy, each on a connection of its own. */
async function askOtherOffers(
  run: Run,
  address: Address,
  attempts: readonly NegotiateAttempt[]
): Promise<NegotiateAttempt[]> {
  const all = [...attempts];
  const deadline = startDeadline(run.options.timeoutMs);
  for (let offer = nextOffer(all); offer !== null && run.mayConnectAgain(); offer = nextOffer(all)) {
    await deadline.without(run.turn(address));
    const { attempt, socket } = await openAndNegotiate(run, address, offer, deadline);
    socket?.destroy();
    // A connection that could not be opened says nothing about the policy.
    if (!attempt) break;
    all.push(attempt);
  }
  return all;
}

async function askStability(run: Run, address: Address): Promise<void> {
  await run.stage('stability', () => watchStability(run, address));
}
