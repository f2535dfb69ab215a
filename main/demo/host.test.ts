import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { demoCertificate, demoChallenge, type HostBehaviour } from './behaviour';
import { holdClosedPort } from './closed-port';
import { startHost, type RunningHost } from './host';

/** The clients here are raw on purpose: nothing of the probe, nothing of the host's own builders. */
const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const request = hex('03000013 0ee00000000000 01000800 0b000000');
const confirmEarlyCredssp = hex('03000013 0ed00000123400 021f0800 08000000');

const running: RunningHost[] = [];
async function start(differing: Partial<HostBehaviour> = {}): Promise<RunningHost> {
  const host = await startHost(differing);
  running.push(host);
  return host;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((host) => host.close()));
});

interface Heard {
  readonly bytes: Buffer;
  /** How it ended: a FIN, an error's name, or not within the time. */
  readonly end: string;
}

/** Connects, says the given bytes, and listens until the connection ends or the time is up. */
function talk(port: number, say: Buffer | null, listenMs = 400, address = '127.0.0.1'): Promise<Heard> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let end = 'open';
    const socket = connectTcp(port, address, () => say && socket.write(say));
    const timer = setTimeout(() => socket.destroy(), listenMs);
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('end', () => (end = 'FIN'));
    socket.on('error', (error: NodeJS.ErrnoException) => (end = error.code ?? 'error'));
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ bytes: Buffer.concat(pieces), end });
    });
  });
}

/** A connection over which a confirm has come, ready for TLS. */
function negotiated(port: number, offer = request): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(offer));
    socket.once('error', reject);
    socket.once('data', () => {
      socket.pause();
      resolve(socket);
    });
  });
}

async function secured(port: number, options: object = {}): Promise<TLSSocket> {
  const socket = await negotiated(port);
  const ciphers = process.versions['electron'] === undefined ? { ciphers: 'ALL:@SECLEVEL=0' } : {};
  return new Promise((resolve, reject) => {
    const secure = connectTls(
      { socket, rejectUnauthorized: false, minVersion: 'TLSv1', ...ciphers, ...options },
      () => resolve(secure)
    );
    secure.once('error', reject);
  });
}

const nextData = (secure: TLSSocket): Promise<Buffer> =>
  new Promise((resolve) => secure.once('data', resolve));
const ended = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.once('end', () => resolve('FIN'));
    socket.resume();
  });

describe('the answer to a connection request', () => {
  it('is a confirm with the strongest protocol, and the connection stays', async () => {
    const { port } = await start();
    expect(await talk(port, request)).toEqual({ bytes: confirmEarlyCredssp, end: 'open' });
  });

  it('is a failure and a close where the offer will not do', async () => {
    const { port } = await start({ answer: { kind: 'policy', policy: 'rdp' } });
    expect(await talk(port, request)).toEqual({
      bytes: hex('03000013 0ed00000123400 03000800 02000000'),
      end: 'FIN'
    });
  });

  it('comes for a request in pieces', async () => {
    const { port } = await start();
    const socket = connectTcp(port, '127.0.0.1');
    const heard = new Promise<Buffer>((resolve) => socket.once('data', resolve));
    for (const byte of request) {
      socket.write(Buffer.from([byte]));
      await sleep(2);
    }
    expect(await heard).toEqual(confirmEarlyCredssp);
    socket.destroy();
  });

  it('is nothing but an end for bytes that are no request', async () => {
    const { port } = await start();
    for (const bytes of [
      Buffer.from('GET / HTTP/1.0\r\n\r\n'),
      hex('0300ffff0ee0'),
      Buffer.alloc(100_000, 3)
    ]) {
      const { bytes: heard, end } = await talk(port, bytes);
      expect(heard).toHaveLength(0);
      expect(end).toMatch(/FIN|ECONNRESET|EPIPE/);
    }
    expect((await talk(port, request)).bytes).toEqual(confirmEarlyCredssp);
  });

  it.each([
    ['deaf and holding', { kind: 'deaf', then: 'hold' }, 'open'],
    ['deaf and closing', { kind: 'deaf', then: 'close' }, 'FIN'],
    ['deaf and resetting', { kind: 'deaf', then: 'reset' }, 'ECONNRESET'],
    ['mute and holding', { kind: 'mute', then: 'hold' }, 'open'],
    ['mute and closing', { kind: 'mute', then: 'close' }, 'FIN']
  ] as const)('never comes from a host that is %s', async (_what, answer, end) => {
    const { port } = await start({ answer });
    expect(await talk(port, request)).toEqual({ bytes: Buffer.alloc(0), end });
  });

  it('comes unasked from a service that speaks first', async () => {
    const banner = Buffer.from('SSH-2.0-OpenSSH_9.2\r\n');
    const { port } = await start({ answer: { kind: 'banner', bytes: banner } });
    expect(await talk(port, null)).toEqual({ bytes: banner, end: 'open' });
  });

  it('comes late and byte by byte where that is wanted', async () => {
    const { port } = await start({
      answer: { kind: 'bytes', bytes: Buffer.from('abc'), then: 'close', afterMs: 60, everyMs: 40 }
    });
    const begun = Date.now();
    expect(await talk(port, request, 1000)).toEqual({ bytes: Buffer.from('abc'), end: 'FIN' });
    expect(Date.now() - begun).toBeGreaterThanOrEqual(130);
  });
});

describe('TLS', () => {
  it.each([
    ['TLSv1', 'TLSv1'],
    ['TLSv1.1', 'TLSv1.1'],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.2', 'TLSv1.3'],
    ['TLSv1.3', 'TLSv1.3']
  ] as const)('from %s to %s ends at the newest', async (oldest, newest) => {
    const { port } = await start({ tls: { kind: 'handshake', oldest, newest } });
    const secure = await secured(port);
    expect(secure.getProtocol()).toBe(newest);
    secure.destroy();
  });

  it('refuses a version outside its range', async () => {
    const { port } = await start({ tls: { kind: 'handshake', oldest: 'TLSv1', newest: 'TLSv1' } });
    await expect(secured(port, { minVersion: 'TLSv1.2' })).rejects.toThrow(/version/i);
  });

  it.each([
    ['rsa-1024', 'sha1'],
    ['rsa-2048', 'md5'],
    ['ec-p256', 'sha256']
  ] as const)('shows a certificate with a key of kind %s, signed with %s', async (key, signature) => {
    const { port } = await start({ certificate: demoCertificate({ key, signature }) });
    const secure = await secured(port);
    expect(secure.getPeerX509Certificate()?.subject).toBe('CN=DEMO-PC');
    secure.destroy();
  });

  it.each([
    ['an alert', { kind: 'alert', alert: 71 }, hex('15 0303 0002 02 47'), 'FIN'],
    ['silence', { kind: 'ending', then: 'hold' }, Buffer.alloc(0), 'open'],
    ['a close', { kind: 'ending', then: 'close' }, Buffer.alloc(0), 'FIN'],
    ['a reset', { kind: 'ending', then: 'reset' }, Buffer.alloc(0), 'ECONNRESET']
  ] as const)('is answered with %s where that is wanted', async (_what, tls, answer, end) => {
    const { port } = await start({ tls });
    const hello = hex('1603010005 0100000100');
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(request));
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => {
      if (pieces.push(piece) === 1) socket.write(hello);
    });
    const how = await Promise.race([ended(socket), sleep(400, 'open')]);
    socket.destroy();
    expect(Buffer.concat(pieces)).toEqual(Buffer.concat([confirmEarlyCredssp, answer]));
    expect(how).toBe(end);
  });

  it('is answered with bytes that are no record where that is wanted', async () => {
    const { port } = await start({ tls: { kind: 'garbage' } });
    const socket = await negotiated(port);
    socket.write(hex('1603010005 0100000100'));
    const heard = await new Promise<Buffer>((resolve) => socket.once('data', resolve).resume());
    expect(heard[0]).toBeLessThan(0x14);
    socket.destroy();
  });
});

/** TSRequest of version 6 with an NTLM NEGOTIATE_MESSAGE, reference section 4.5. */
const firstLeg = hex(
  '3037 a003020106 a130302e302ca02a0428 4e544c4d53535000 01000000 b78208e2 00000000000000000000000000000000 0a00634500 00000f'
);

describe('the first leg of CredSSP', () => {
  it('is answered with version, names and clock', async () => {
    const { port } = await start({ credssp: demoChallenge({ version: 3, clockOffsetSeconds: 3600 }) });
    const secure = await secured(port);
    secure.write(firstLeg);
    const answer = await nextData(secure);
    secure.destroy();
    expect(answer.includes(hex('a003020103'))).toBe(true);
    const token = answer.subarray(answer.indexOf('NTLMSSP\0'));
    expect(token.readUInt32LE(8)).toBe(2);
    expect(token.toString('utf16le')).toContain('DEMO-PC');
    const clock = token.readBigUInt64LE(token.indexOf(hex('07000800')) + 4);
    const milliseconds = Number(clock / 10_000n) - 11_644_473_600_000;
    expect(Math.abs(milliseconds - Date.now() - 3_600_000)).toBeLessThan(5000);
  });

  it('is answered for a request in pieces, and only once', async () => {
    const { port } = await start();
    const secure = await secured(port);
    secure.write(firstLeg.subarray(0, 1));
    await sleep(20);
    secure.write(firstLeg.subarray(1));
    expect((await nextData(secure)).length).toBeGreaterThan(100);
    secure.write(firstLeg);
    expect(await Promise.race([nextData(secure), sleep(100, 'silence')])).toBe('silence');
    secure.destroy();
  });

  it.each([
    [
      'an NTSTATUS',
      { kind: 'error', version: 6, ntstatus: 0xc000_006d },
      hex('300ea003020106a407020500c000006d')
    ],
    ['something else', { kind: 'garbage' }, Buffer.from('no TSRequest')]
  ] as const)('is answered with %s where that is wanted', async (_what, credssp, bytes) => {
    const { port } = await start({ credssp });
    const secure = await secured(port);
    secure.write(firstLeg);
    expect(await nextData(secure)).toEqual(bytes);
    secure.destroy();
  });

  it('ends with the connection for bytes that are no TSRequest', async () => {
    const { port } = await start();
    for (const bytes of [
      Buffer.from('GET / HTTP/1.0\r\n\r\n'),
      hex('3084ffffffff'),
      Buffer.alloc(100_000, 0x30)
    ]) {
      const secure = await secured(port);
      secure.write(bytes);
      expect(await ended(secure)).toMatch(/FIN|ECONNRESET|EPIPE/);
      secure.destroy();
    }
  });
});

describe('a connection that is to be reset midway', () => {
  it('holds at first and then gives the client an RST, not a FIN', async () => {
    const { port } = await start({ resetAfterMs: 300 });
    const secure = await secured(port);
    const begun = Date.now();
    const trickle = setInterval(() => secure.write(hex('30')), 100);
    const end = await ended(secure);
    clearInterval(trickle);
    expect(end).toBe('ECONNRESET');
    expect(Date.now() - begun).toBeGreaterThanOrEqual(300);
    secure.destroy();
  });

  it('is left alone where no reset is wanted', async () => {
    const { port } = await start();
    const secure = await secured(port);
    for (const byte of firstLeg.subarray(0, 10)) {
      secure.write(Buffer.from([byte]));
      await sleep(40);
    }
    expect(secure.destroyed).toBe(false);
    secure.destroy();
  });
});

describe('a listener with outages', () => {
  it('refuses for a while after every n-th silent connection, and comes back on its port', async () => {
    const { port } = await start({ outages: { everyNth: 2, forMs: 150 } });
    const end = async (): Promise<string> => {
      const heard = await talk(port, null, 10);
      await sleep(20);
      return heard.end;
    };
    expect([await end(), await end(), await end()]).toEqual(['open', 'open', 'ECONNREFUSED']);
    await sleep(200);
    expect((await talk(port, request)).bytes).toEqual(confirmEarlyCredssp);
  });

  it('is closed for good by close, also in the middle of an outage', async () => {
    const host = await start({ outages: { everyNth: 1, forMs: 50 } });
    await talk(host.port, null, 10);
    await sleep(20);
    await host.close();
    await sleep(100);
    expect((await talk(host.port, null)).end).toBe('ECONNREFUSED');
  });
});

describe('UDP', () => {
  const ask = (port: number): Promise<Buffer | string> =>
    new Promise((resolve) => {
      const socket = createSocket('udp4');
      const finish = (answer: Buffer | string): void => {
        clearTimeout(timer);
        socket.close();
        resolve(answer);
      };
      const timer = setTimeout(() => finish('silence'), 300);
      socket.on('message', finish);
      socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? 'error'));
      socket.connect(port, '127.0.0.1', () => {
        socket.send(Buffer.concat([hex('ffffffff 0040 0001 11223344 04d0 04d0'), Buffer.alloc(1216)]));
      });
    });

  it('answers on the same port number', async () => {
    const { port } = await start();
    const answer = await ask(port);
    expect(answer).toHaveLength(1232);
    expect((answer as Buffer).subarray(0, 8)).toEqual(hex('11223344 0040 0005'));
  });

  it('stays silent or refuses where it is off', async () => {
    const { port } = await start({ udp: false });
    expect(await ask(port)).toMatch(/silence|ECONNREFUSED/);
  });
});

describe('a host for localhost', () => {
  it('listens on IPv6 as well, where this PC has it', async (context) => {
    const { port } = await start({ loopback: 'both' });
    const six = await talk(port, request, 400, '::1');
    if (six.end === 'EADDRNOTAVAIL' || six.end === 'EAFNOSUPPORT') context.skip('this PC has no IPv6');
    expect(six.bytes).toEqual(confirmEarlyCredssp);
    expect((await talk(port, request)).bytes).toEqual(confirmEarlyCredssp);
  });
});

/** Whether this process can have the port for itself: nothing listens on it. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const socket = createSocket('udp4');
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
    socket.close();
  }
}

describe('a port that is held closed', () => {
  it('refuses, is nobody else’s meanwhile, and can be given up', async () => {
    const held = await holdClosedPort();
    expect((await talk(held.port, request)).end).toBe('ECONNREFUSED');
    expect(await isFree(held.port)).toBe(false);
    // Waits for both ends of the connection that holds the port.
    await held.close();
  });
});

describe('close', () => {
  it('ends listeners and connections, whatever state they are in, and gives the port back', async () => {
    const host = await startHost({ loopback: 'both' });
    const waiting = connectTcp(host.port, '127.0.0.1');
    const half = await negotiated(host.port);
    const secure = await secured(host.port);
    secure.write(firstLeg);
    await nextData(secure);
    expect(await isFree(host.port)).toBe(false);
    const ends = [ended(waiting), ended(half), ended(secure)];

    await Promise.all([host.close(), host.close()]);
    for (const end of await Promise.all(ends)) expect(end).toMatch(/FIN|ECONNRESET/);
    for (const socket of [waiting, half, secure]) socket.destroy();
    expect(await isFree(host.port)).toBe(true);
  });

  it('is not needed for the process to end: a host keeps nothing alive', async () => {
    await expect.poll(resources).toEqual([]);
    const { port } = await start({ loopback: 'both' });
    expect(resources()).toEqual([]);
    const client = await negotiated(port);
    expect(resources()).toHaveLength(1);
    client.destroy();
  });
});

/** Sockets and listeners that keep this process alive, by kind. */
const resources = (): string[] => process.getActiveResourcesInfo().filter((kind) => /TCP|UDP|TLS/.test(kind));
