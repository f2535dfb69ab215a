import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../../shared/model/median';
import type { StabilityFacts } from '../../shared/model/transcript';
import { startDeadline } from './deadline';
import { fullOffer, usesCredssp, usesTls } from './negotiate';
import { openAndNegotiate } from './open-and-negotiate';
import { openSocket, round, type Address } from './open-socket';
import type { Run } from './probe-run';
import { startTls } from './tls';

/**
 * A connect that takes longer than this was lost: the operating system repeats a lost SYN after one second and would
 * hide the loss from everyone who waits longer.
 */
const lostAfterMs = 900;
/** How often one byte goes over the held connection. Boxes on the way forget or cut what is idle, and what is not. */
const trickleMs = 250;

/**
 * Connects again and again, and keeps one connection open beside that while bytes trickle over it.
 *
 * @throws the signal's reason when it is aborted
 */
export async function watchStability(run: Run, address: Address): Promise<StabilityFacts> {
  const { signal, options, target } = run;
  const held = holdConnection(run, address);
  // Its failure is looked at below; without this, an abort during the connects would be reported as unhandled.
  held.catch(() => undefined);

  const connects: StabilityFacts['connects'][number][] = [];
  while (connects.length < options.repeat) {
    await run.turn(address);
    const { attempt, socket } = await openSocket(address, target.port, lostAfterMs, signal);
    socket?.destroy();
    signal.throwIfAborted();
    connects.push({ latencyMs: attempt.latencyMs, code: attempt.code ?? (socket ? null : 'lost') });
  }
  return { ...summarise(connects), held: await held };
}

/** Loss, median and jitter of a series of connects. */
export function summarise(connects: StabilityFacts['connects']): Omit<StabilityFacts, 'held'> {
  const latencies = connects.flatMap(({ latencyMs }) => latencyMs ?? []);
  const steps = latencies.slice(1).map((latency, index) => Math.abs(latency - (latencies[index] ?? latency)));
  return {
    connects,
    lost: connects.length - latencies.length,
    medianMs: median(latencies),
    jitterMs: steps.length > 0 ? round(steps.reduce((sum, step) => sum + step, 0) / steps.length) : null
  };
}

/**
 * Opens one connection as far as TLS and sends the beginning of a message, one byte at a time. The host waits for the
 * rest, so nothing is asked of it; a box on the way sees a live connection.
 */
async function holdConnection(run: Run, address: Address): Promise<StabilityFacts['held']> {
  const { options, signal, target, transcript } = run;
  if (options.holdMs <= 0) return null;
  const { negotiate, tls } = transcript().stages;
  const earlier = negotiate.state === 'done' ? negotiate.facts.attempts : [];
  // What this host took before.
  const offer = earlier.find(({ reply }) => reply.kind === 'selected')?.offer ?? fullOffer;
  const encipherOnly = tls.state === 'done' && tls.facts.encipherOnly;

  await run.turn(address);
  const deadline = startDeadline(options.timeoutMs);
  const { socket, attempt, ...rest } = await openAndNegotiate(run, address, offer, deadline);
  const notConnected = (code: string): StabilityFacts['held'] => ({
    end: 'not-connected',
    heldMs: 0,
    bytesSent: 0,
    code
  });
  if (!socket || !('leftover' in rest)) return notConnected('code' in rest ? rest.code : 'closed');
  try {
    const protocol = attempt?.reply.kind === 'selected' ? attempt.reply.protocol : 0;
    if (!usesTls(protocol, offer)) return await trickle(socket, beginnings.tpkt, options.holdMs, signal);
    const wish = { host: target.host, leftover: rest.leftover, only: null, encipherOnly };
    const handshake = await startTls(socket, wish, deadline.left(), signal);
    if (!handshake.secure) return notConnected(handshake.attempt.end.kind);
    const beginning = usesCredssp(protocol) ? beginnings.tsRequest : beginnings.tpkt;
    return await trickle(handshake.secure, beginning, options.holdMs, signal);
  } finally {
    socket.destroy();
  }
}

/** Beginnings of messages that announce more than will ever come: a TSRequest where CredSSP follows, else a TPKT. */
const beginnings = { tsRequest: Buffer.from('30827fff', 'hex'), tpkt: Buffer.from('03007fff', 'hex') };

async function trickle(
  stream: Duplex,
  beginning: Buffer,
  holdMs: number,
  signal: AbortSignal
): Promise<NonNullable<StabilityFacts['held']>> {
  const started = performance.now();
  let bytesSent = 0;
  let ended: { end: 'reset' | 'closed'; code: string | null } | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    const code = error.code ?? null;
    ended ??= { end: code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'closed', code };
  });
  stream.on('end', () => (ended ??= { end: 'closed', code: null }));
  stream.on('close', () => (ended ??= { end: 'closed', code: null }));
  stream.resume();

  while (ended === null && performance.now() - started < holdMs) {
    // What the message holds is never looked at, for it never ends.
    stream.write(Buffer.from([beginning[bytesSent] ?? 0]));
    bytesSent += 1;
    await sleep(Math.min(trickleMs, holdMs), undefined, { signal });
  }
  return {
    end: 'held',
    code: null,
    ...(ended ?? {}),
    heldMs: round(performance.now() - started),
    bytesSent
  };
}
