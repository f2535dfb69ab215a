import { setTimeout as sleep } from 'node:timers/promises';
import type { StabilityFacts } from '../../shared/model/transcript';
import { negotiate, usesCredssp, usesTls } from './negotiate';
import { openSocket, round, type Address } from './open-socket';
import type { Pacer } from './pacer';
import { startTls } from './tls';

/**
 * A connect that takes longer than this was lost: the operating system repeats a lost SYN after one second and would
 * hide the loss from everyone who waits longer.
 */
const lostAfterMs = 900;
/** How often one byte goes over the held connection. Boxes on the way forget or cut what is idle, and what is not. */
const trickleMs = 250;

/** What is watched. */
export interface StabilityTarget {
  readonly address: Address;
  readonly port: number;
  /** As typed, for TLS. */
  readonly host: string;
  /** An offer that this host has taken before. */
  readonly offer: number;
  /** Its certificate may not sign, which this runtime's TLS library minds. */
  readonly encipherOnly: boolean;
}

export interface StabilityOptions {
  /** Number of connects. */
  readonly repeat: number;
  /** How long one connection is kept open, milliseconds. */
  readonly holdMs: number;
  readonly timeoutMs: number;
}

/**
 * Connects again and again, and keeps one connection open beside that while bytes trickle over it.
 *
 * @param onConnect called after each connect with the number done
 * @throws the signal's reason when it is aborted
 */
export async function watchStability(
  target: StabilityTarget,
  options: StabilityOptions,
  pacer: Pacer,
  signal: AbortSignal,
  onConnect: (done: number) => void = () => undefined
): Promise<StabilityFacts> {
  const held = holdConnection(target, options, pacer, signal);
  // Its failure is looked at below; without this, an abort during the connects would be reported as unhandled.
  held.catch(() => undefined);

  const connects: StabilityFacts['connects'][number][] = [];
  for (let done = 0; done < options.repeat; done += 1) {
    await pacer.turn(signal);
    const { attempt, socket } = await openSocket(target.address, target.port, lostAfterMs, signal);
    socket?.destroy();
    signal.throwIfAborted();
    connects.push({ latencyMs: attempt.latencyMs, code: attempt.code ?? (socket ? null : 'lost') });
    onConnect(connects.length);
  }
  return { ...summarise(connects), held: await held };
}

/** Loss, median and jitter of a series of connects. */
export function summarise(connects: StabilityFacts['connects']): Omit<StabilityFacts, 'held'> {
  const latencies = connects.flatMap(({ latencyMs }) => latencyMs ?? []);
  const sorted = [...latencies].sort((a, b) => a - b);
  const steps = latencies.slice(1).map((latency, index) => Math.abs(latency - (latencies[index] ?? latency)));
  return {
    connects,
    lost: connects.length - latencies.length,
    medianMs: sorted[Math.floor((sorted.length - 1) / 2)] ?? null,
    jitterMs: steps.length > 0 ? round(steps.reduce((sum, step) => sum + step, 0) / steps.length) : null
  };
}

/**
 * Opens one connection as far as TLS and sends the beginning of a message, one byte at a time. The host waits for the
 * rest, so nothing is asked of it; a box on the way sees a live connection.
 */
async function holdConnection(
  { address, port, host, offer, encipherOnly }: StabilityTarget,
  { holdMs, timeoutMs }: StabilityOptions,
  pacer: Pacer,
  signal: AbortSignal
): Promise<StabilityFacts['held']> {
  if (holdMs <= 0) return null;
  await pacer.turn(signal);
  const { attempt, socket } = await openSocket(address, port, timeoutMs, signal);
  signal.throwIfAborted();
  const notConnected = (code: string): StabilityFacts['held'] => ({
    end: 'not-connected',
    heldMs: 0,
    bytesSent: 0,
    code
  });
  if (!socket) return notConnected(attempt.code ?? attempt.outcome);
  try {
    const { attempt: negotiation, leftover } = await negotiate(socket, offer, timeoutMs, signal);
    const { reply } = negotiation;
    if (reply.kind === 'no-block') return await trickle(socket, beginnings.tpkt, holdMs, signal);
    if (reply.kind !== 'selected') return notConnected(reply.kind);
    if (!usesTls(reply.protocol, offer)) return await trickle(socket, beginnings.tpkt, holdMs, signal);
    const wish = { host, leftover, only: null, encipherOnly };
    const { secure, attempt: handshake, close } = await startTls(socket, wish, timeoutMs, signal);
    if (!secure) return notConnected(handshake.end.kind);
    try {
      const beginning = usesCredssp(reply.protocol) ? beginnings.tsRequest : beginnings.tpkt;
      return await trickle(secure, beginning, holdMs, signal);
    } finally {
      close();
    }
  } finally {
    socket.destroy();
  }
}

/** Beginnings of messages that announce more than will ever come: a TSRequest where CredSSP follows, else a TPKT. */
const beginnings = { tsRequest: Buffer.from('30827fff', 'hex'), tpkt: Buffer.from('03007fff', 'hex') };

async function trickle(
  stream: NodeJS.ReadWriteStream,
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
  return { end: 'held', code: null, ...(ended ?? {}), heldMs: round(performance.now() - started), bytesSent };
}
