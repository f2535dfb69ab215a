import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { defaultOptions, diagnose } from '../main/diagnosis/run';
import { ratios, spread, spreadText, type Spread } from './figures';
import type { Host } from './hosts';

const rounds = 20;
const port = 3389;

export interface WireComparison {
  readonly host: string;
  /** Until TLS is decided, or negotiation where the host has no TLS, milliseconds. */
  readonly oursMs: readonly number[];
  /** The bare round trip as far, milliseconds. */
  readonly bareMs: readonly number[];
  /** All stages, CredSSP and the further offers included, milliseconds. */
  readonly wholeMs: readonly number[];
  readonly ratio: Spread;
}

/** The least that anyone has to do: one TCP connect, one X.224 request, one TLS handshake, and the certificate. */
async function bareRoundTrip(address: string): Promise<number> {
  const started = performance.now();
  const socket = connect({ host: address, port, noDelay: true });
  await once(socket, 'connect');
  socket.write(Buffer.from('030000130ee00000000000010008000b000000', 'hex'));
  const reply = await firstBytes(socket);
  if (reply[11] !== 2 || reply[15] === 0) {
    socket.destroy();
    return performance.now() - started;
  }
  const secure = connectTls({ socket, rejectUnauthorized: false });
  await once(secure, 'secureConnect');
  secure.getPeerCertificate();
  const ms = performance.now() - started;
  secure.destroy();
  return ms;
}

async function firstBytes(socket: Socket): Promise<Buffer> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes;
}

async function ourRun(address: string): Promise<{ untilTls: number; whole: number }> {
  const started = performance.now();
  let untilTls: number | null = null;
  const { diagnosis } = await diagnose({
    target: { host: address, port },
    options: { ...defaultOptions, pauseMs: 0 },
    signal: new AbortController().signal,
    onProgress: ({ active, diagnosis: soFar }) => {
      const isDecided = soFar.stages.some(({ id }) => id === 'tls') && !active.some(({ id }) => id === 'tls');
      if (isDecided) untilTls ??= performance.now() - started;
    }
  });
  const whole = performance.now() - started;
  if (untilTls === null) throw new Error(`TLS was never decided: ${JSON.stringify(diagnosis)}`);
  return { untilTls, whole };
}

/** Times both in this process, turn by turn after a warm-up. */
export async function againstWire(host: Host): Promise<WireComparison> {
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  const wholeMs: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const bare = await bareRoundTrip(host.address);
    const ours = await ourRun(host.address);
    if (round < 0) continue;
    bareMs.push(bare);
    oursMs.push(ours.untilTls);
    wholeMs.push(ours.whole);
  }
  return { host: host.name, oursMs, bareMs, wholeMs, ratio: spread(ratios(oursMs, bareMs)) };
}

/** The comparison as lines of text. */
export function wireText({ host, oursMs, bareMs, wholeMs, ratio }: WireComparison): string {
  return [
    `${host}`,
    `  diagnosis until TLS  ${spreadText(spread(oursMs), 1).padEnd(22)} ms`,
    `  bare round trip      ${spreadText(spread(bareMs), 1).padEnd(22)} ms`,
    `  ratio                ${spreadText(ratio, 2)}`,
    `  whole diagnosis      ${spreadText(spread(wholeMs), 1).padEnd(22)} ms`
  ].join('\n');
}
