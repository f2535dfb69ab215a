import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { NegotiateAttempt, NegotiateReply } from '../../shared/model/transcript';
import { demoCertificate } from '../demo/behaviour';
import { startHost } from '../demo/host';
import { defaultOptions } from '../diagnosis/run';
import { connectAll, takeTurns } from './connect';
import { fullOffer, nextOffer } from './negotiate';
import { waitTurn } from './pacer';
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
      never,
      () => Promise.resolve()
    );
    const first = await connecting.first;
    first?.socket.destroy();
    expect(first?.address.address).toBe('127.0.0.1');
    expect((await connecting.all).map(({ outcome }) => outcome)).toEqual(['refused', 'open']);
  });
});

describe('connectAll, with addresses that stay silent', () => {
  it('starts one every 250 ms, and a dead or repeated one holds nobody up', async () => {
    const starts: [string, number][] = [];
    const began = performance.now();
    const stop = new AbortController();
    // Documentation addresses: the packets go nowhere, or this machine has no route for them.
    const silent = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.3'].map((address) => ({
      address,
      family: 4 as const
    }));
    const connecting = connectAll(silent, 9, 2000, stop.signal, async ({ address }) => {
      starts.push([address, performance.now() - began]);
      // Taken as silence whatever the network here says.
      await new Promise((resolve) => setTimeout(resolve, 700));
    });
    await connecting.all;
    expect(starts.map(([address]) => address)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
    const gaps = starts.slice(1).map(([, at], index) => at - (starts[index]?.[1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(240);
    stop.abort();
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
    const started = performance.now();
    await Promise.all([1, 2, 3].map(() => waitTurn('192.0.2.50', 50, never)));
    expect(performance.now() - started).toBeGreaterThanOrEqual(99);
  });

  it('gives the turn of one that was stopped to the next', async () => {
    await waitTurn('192.0.2.54', 100, never);
    const stop = new AbortController();
    const stopped = Array.from({ length: 20 }, () =>
      waitTurn('192.0.2.54', 100, stop.signal).catch(() => 'stopped')
    );
    const started = performance.now();
    const next = waitTurn('192.0.2.54', 100, never);
    stop.abort();
    expect(await Promise.all(stopped)).toEqual(Array.from({ length: 20 }, () => 'stopped'));
    await next;
    expect(performance.now() - started).toBeLessThan(400);
  });

  it('lets another address go at once', async () => {
    const started = performance.now();
    await Promise.all(
      ['192.0.2.51', '192.0.2.52', '192.0.2.53'].map((address) => waitTurn(address, 500, never))
    );
    expect(performance.now() - started).toBeLessThan(400);
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

describe('TLS that only one version gets through', () => {
  /** A host, or a box before it, that cannot stand a hello with TLS 1.3 in it, in front of a sound host. */
  async function intolerant(inner: number): Promise<number> {
    const { port } = await listen((socket) => {
      const behind = connectSocket(inner, '127.0.0.1');
      cleanUps.push(() => behind.destroy());
      behind.on('error', () => socket.destroy());
      behind.pipe(socket);
      socket.on('data', (bytes: Buffer) => {
        // supported_versions (43) stands in a hello only where TLS 1.3 is offered.
        if (bytes[0] === 0x16 && bytes.includes(Buffer.from([0x00, 0x2b, 0x00]))) socket.destroy();
        else behind.write(bytes);
      });
    });
    return port;
  }

  it('goes on to CredSSP, and stays within six connections', async () => {
    const host = await startHost({ tls: { kind: 'handshake', oldest: 'TLSv1.2', newest: 'TLSv1.2' } });
    cleanUps.push(() => host.close());
    const port = await intolerant(host.port);
    const { stages } = await probe({ host: '127.0.0.1', port }, quick, never, () => undefined);
    const connections = stages.negotiate.state === 'done' ? stages.negotiate.facts.attempts.length : 0;
    expect(stages.tls).toMatchObject({ state: 'done' });
    if (stages.tls.state !== 'done') return;
    expect(stages.tls.facts.first.end.kind).not.toBe('done');
    expect(stages.tls.facts.versions.find(({ only }) => only === 'TLSv1.2')?.end.kind).toBe('done');
    expect(stages.tls.facts.chain).toHaveLength(1);
    expect(stages.credssp).toMatchObject({ state: 'done', facts: { end: 'answered' } });
    expect(connections + stages.tls.facts.versions.length).toBeLessThanOrEqual(6);
  });
});

describe('deadlines', () => {
  it('holds for a stage, not for each of its connections', async () => {
    // Takes its time with every answer, and in the end refuses TLS.
    const { port } = await listen((socket) => {
      socket.once('data', () =>
        setTimeout(() => socket.write(Buffer.from('030000130ed000001234000200080002000000', 'hex')), 300)
      );
      socket.on('data', (bytes: Buffer) => {
        if (bytes[0] === 0x16) setTimeout(() => socket.end(Buffer.from('15030300020228', 'hex')), 300);
      });
    });
    const { stages } = await probe(
      { host: '127.0.0.1', port },
      { ...quick, timeoutMs: 800 },
      never,
      () => undefined
    );
    expect(stages.tls).toMatchObject({ state: 'done' });
    // The first handshake has the time of the stage, all versions together have it once more.
    expect(stages.tls.state === 'done' ? stages.tls.durationMs : Infinity).toBeLessThan(2 * 800 + 300);
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
