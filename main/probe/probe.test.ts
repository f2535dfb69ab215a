import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { NegotiateAttempt, NegotiateReply } from '../../shared/model/transcript';
import { demoCertificate } from '../demo/behaviour';
import { startHost } from '../demo/host';
import { defaultOptions } from '../diagnosis/run';
import { connectAll, takeTurns } from './connect';
import { fullOffer, nextOffer } from './negotiate';
import { createPacer } from './pacer';
import { probe } from './probe';
import { summarise } from './stability';

const never = new AbortController().signal;
const quick = { ...defaultOptions, timeoutMs: 1000, pauseMs: 0 };
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** A server that hands each connection to `serve`; gives its port and all connections so far. */
async function listen(
  serve: (socket: Socket) => void
): Promise<{ port: number; sockets: Socket[]; times: number[] }> {
  const sockets: Socket[] = [];
  const times: number[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    times.push(Date.now());
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, sockets, times };
}

describe('connectAll', () => {
  it('lets the families take turns, in the order of the resolver', () => {
    const address = (name: string, family: 4 | 6): { address: string; family: 4 | 6 } => ({
      address: name,
      family
    });
    const all = [address('a6', 6), address('b6', 6), address('a4', 4), address('b4', 4), address('c4', 4)];
    expect(takeTurns(all).map((one) => one.address)).toEqual(['a6', 'a4', 'b6', 'b4', 'c4']);
  });

  it('gives the first that opens and still reports the others', async () => {
    const { port } = await listen(() => undefined);
    // 127.0.0.2 has no listener on this port, so it refuses.
    const connecting = connectAll(
      [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 }
      ],
      port,
      1000,
      never
    );
    const first = await connecting.first;
    first?.socket.destroy();
    expect(first?.address.address).toBe('127.0.0.1');
    expect((await connecting.all).map(({ outcome }) => outcome)).toEqual(['refused', 'open']);
  });
});

describe('nextOffer', () => {
  const attempt = (reply: NegotiateReply, offer = fullOffer): NegotiateAttempt => ({
    offer,
    reply,
    requestHex: '',
    replyHex: '',
    durationMs: 0
  });
  const selected = (protocol: number): NegotiateReply => ({
    kind: 'selected',
    protocol,
    flags: 0,
    sourceReference: 0
  });
  const failure = (code: number): NegotiateReply => ({ kind: 'failure', code, sourceReference: 0 });

  it.each([
    ['nothing asked yet', [], fullOffer],
    ['CredSSP: would TLS do?', [attempt(selected(2))], 1],
    ['CredSSP, TLS refused: NLA is required', [attempt(selected(2)), attempt(failure(5), 1)], null],
    ['CredSSP, TLS accepted: would nothing do?', [attempt(selected(8)), attempt(selected(1), 1)], 0],
    ['TLS: would nothing do?', [attempt(selected(1))], 0],
    ['TLS not allowed: does RDP security work?', [attempt(failure(2))], 0],
    ['RDP whatever was offered', [attempt(selected(0))], null],
    ['no block', [attempt({ kind: 'no-block', sourceReference: 0 })], null],
    ['user certificate required', [attempt(failure(6))], null],
    ['three asked', [attempt(selected(8)), attempt(selected(1), 1), attempt(selected(0), 0)], null]
  ])('%s', (_case, attempts, offer) => {
    expect(nextOffer(attempts)).toBe(offer);
  });
});

describe('limits', () => {
  it('keeps connections apart', async () => {
    const pacer = createPacer(50);
    const started = Date.now();
    await Promise.all([pacer.turn(never), pacer.turn(never), pacer.turn(never)]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(99);
  });

  it('makes at most six connections, even where every TLS version fails, and at least the pause apart', async () => {
    const { port, times } = await listen((socket) => {
      socket.once('data', () => socket.write(Buffer.from('030000130ed000001234000200080002000000', 'hex')));
      // Answers the hello with an alert: handshake_failure.
      socket.on(
        'data',
        (bytes: Buffer) => bytes[0] === 0x16 && socket.end(Buffer.from('15030300020228', 'hex'))
      );
    });
    const { stages } = await probe(
      { host: '127.0.0.1', port },
      { ...quick, pauseMs: 60 },
      never,
      () => undefined
    );
    expect(stages.tls).toMatchObject({
      state: 'done',
      facts: { first: { end: { kind: 'alert', alert: 40 } } }
    });
    expect(times.length).toBeLessThanOrEqual(6);
    // Over all of them: a single gap also holds how long a busy machine took to accept.
    const span = (times[times.length - 1] ?? 0) - (times[0] ?? 0);
    expect(span).toBeGreaterThanOrEqual((times.length - 1) * 60 - 30);
  });

  it('sends no cookie and nothing of the person', async () => {
    const heard: Buffer[] = [];
    const { port } = await listen((socket) => socket.on('data', (bytes) => heard.push(bytes)));
    await probe({ host: '127.0.0.1', port }, { ...quick, timeoutMs: 200 }, never, () => undefined);
    expect(Buffer.concat(heard).toString('hex')).toBe('030000130ee00000000000010008000b000000');
  });

  it('closes every socket it opened', async () => {
    const { port, sockets } = await listen((socket) => socket.resume());
    await probe({ host: '127.0.0.1', port }, { ...quick, timeoutMs: 200 }, never, () => undefined);
    await expect.poll(() => sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });
});

describe('the process', () => {
  it('has no UDP socket left when a run ends while UDP is still being asked', async () => {
    const { port } = await listen((socket) =>
      // Failure 6: the run is over before the UDP socket is even bound.
      socket.once('data', () => socket.write(Buffer.from('030000130ed000001234000300080006000000', 'hex')))
    );
    await probe({ host: '127.0.0.1', port }, quick, never, () => undefined);
    await expect
      .poll(() => process.getActiveResourcesInfo().filter((name) => name.startsWith('UDP')))
      .toEqual([]);
  });
});

describe('a certificate that may not sign', () => {
  // Windows' own listener certificate. OpenSSL does not mind; the lab runs the same host with BoringSSL.
  it('is read all the same', async () => {
    const host = await startHost({ certificate: demoCertificate({ usage: 'encipher-only' }) });
    cleanUps.push(() => host.close());
    const { stages } = await probe({ host: '127.0.0.1', port: host.port }, quick, never, () => undefined);
    expect(stages.tls).toMatchObject({ state: 'done', facts: { first: { end: { kind: 'done' } } } });
  });
});

describe('summarise', () => {
  it('counts loss, median and jitter', () => {
    const connects = [10, null, 20, 40].map((latencyMs) => ({
      latencyMs,
      code: latencyMs === null ? 'lost' : null
    }));
    expect(summarise(connects)).toMatchObject({ lost: 1, medianMs: 20, jitterMs: 15 });
    expect(summarise([])).toMatchObject({ lost: 0, medianMs: null, jitterMs: null });
  });
});
