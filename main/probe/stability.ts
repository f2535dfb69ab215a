import { setTimeout as sleep } from 'node:timers/promises';
import type { StabilityFacts } from '../../shared/model/transcript';
import { fullOffer, negotiate, usesTls } from './negotiate';
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
  target: { address: Address; port: number; host: string },
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
  { address, port, host }: { address: Address; port: number; host: string },
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
    const { attempt: negotiation, leftover } = await negotiate(socket, fullOffer, timeoutMs, signal);
    const { reply } = negotiation;
    if (reply.kind !== 'selected') return notConnected(reply.kind);
    if (!usesTls(reply.protocol, fullOffer)) return await trickle(socket, holdMs, signal);
    const {
      secure,
      attempt: handshake,
      close
    } = await startTls(socket, { host, leftover, only: null }, timeoutMs, signal);
    if (!secure) return notConnected(handshake.end.kind);
    try {
      return await trickle(secure, holdMs, signal);
    } finally {
      close();
    }
  } finally {
    socket.destroy();
  }
}

/** The beginning of a message that announces more than will ever come: DER inside TLS for CredSSP, TPKT otherwise. */
const opening = Buffer.from([0x30, 0x82, 0x10, 0x00, 0xa0, 0x03, 0x02, 0x01, 0x06, 0xa1, 0x82, 0x0f, 0xf0]);

async function trickle(
  stream: NodeJS.ReadWriteStream & { destroyed?: boolean },
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
    stream.write(opening.subarray(bytesSent % opening.length, (bytesSent % opening.length) + 1));
    bytesSent += 1;
    await sleep(Math.min(trickleMs, holdMs), undefined, { signal });
  }
  return { end: 'held', code: null, ...(ended ?? {}), heldMs: round(performance.now() - started), bytesSent };
}
