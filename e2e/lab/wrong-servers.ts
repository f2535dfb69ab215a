import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import net, { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isListening } from './programs';
import { atExit } from './scratch';

/** What a scripted server does with one connection. It may return while the connection stays open. */
export type Behaviour = (connection: Connection) => Promise<void> | void;

/** One accepted connection, with what the scripts need. */
export interface Connection {
  readonly socket: Socket;
  /** Resolves with the first bytes of the client; never when it sends none. */
  readonly request: () => Promise<Buffer>;
  readonly send: (bytes: Buffer | string) => void;
  readonly hex: (text: string) => void;
}

export interface WrongServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves that behaviour until closed. */
export async function serve(behaviour: Behaviour, address: string, port = 3389): Promise<WrongServer> {
  const open = new Set<Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A client that gives up resets the connection; that is its right and no failure of the server.
    socket.on('error', () => undefined);
    const chunks: Buffer[] = [];
    let waiting: ((bytes: Buffer) => void)[] = [];
    const keep = (bytes: Buffer): void => {
      const served = waiting;
      waiting = [];
      if (served.length === 0) chunks.push(bytes);
      for (const resolve of served) resolve(bytes);
    };
    socket.on('data', keep);
    const connection: Connection = {
      socket,
      request: () => {
        const known = chunks.shift();
        return known === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(known);
      },
      send: (bytes) => {
        if (socket.writable) socket.write(bytes);
      },
      hex: (text) => {
        if (socket.writable) socket.write(Buffer.from(text.replaceAll(' ', ''), 'hex'));
      }
    };
    void (async () => {
      await behaviour(connection);
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return {
    address,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      })
  };
}

/** Answers the request with these bytes and holds the connection open. */
const reply =
  (hex: string): Behaviour =>
  async ({ request, hex: send }) => {
    await request();
    send(hex);
  };

const confirm = (block: string): string => `03000013 0ed000001234 00 ${block}`;
const selected = (protocol: string): string => confirm(`02 01 0800 ${protocol}000000`);
const refused = (code: string): string => confirm(`03 00 0800 ${code}000000`);

/** `requestedProtocols` of an X.224 connection request without cookie; 0 when there is no negotiation request. */
export const offerOf = (request: Buffer): number => (request.length >= 19 ? request.readUInt32LE(15) : 0);

/** Answers as a host that insists on CredSSP: HYBRID where it is offered, failure 5 otherwise. */
export const requireHybrid = (request: Buffer): string =>
  (offerOf(request) & 2) === 0 ? refused('05') : selected('02');

/** A sound negotiation, then this instead of TLS once the client has sent its hello; not when it only negotiates. */
const thenInsteadOfTls =
  (next: (connection: Connection) => void): Behaviour =>
  async (connection) => {
    connection.hex(requireHybrid(await connection.request()));
    await connection.request();
    next(connection);
  };

const alert = (description: string): Behaviour =>
  thenInsteadOfTls(({ hex, socket }) => {
    hex(`15 0303 0002 02 ${description}`);
    socket.end();
  });

/** A whole confirm of a host of standard RDP security: after it nothing more is expected. */
const whole = Buffer.from(selected('00').replaceAll(' ', ''), 'hex');

const late =
  (ms: number): Behaviour =>
  async ({ request, send }) => {
    await request();
    await sleep(ms);
    send(whole);
  };

const dripping =
  (ms: number): Behaviour =>
  async ({ request, send, socket }) => {
    await request();
    for (const byte of whole) {
      if (socket.destroyed) return;
      send(Buffer.of(byte));
      await sleep(ms);
    }
  };

/** Scripted servers that are no sound RDP host, by what they do. */
export const wrongServers = {
  http: async ({ request, send, socket }) => {
    await request();
    send(
      'HTTP/1.1 400 Bad Request\r\nServer: lab\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>400</html>'
    );
    socket.end();
  },
  ssh: ({ send }) => send('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
  smtp: ({ send }) => send('220 mail.example.test ESMTP\r\n'),
  vnc: ({ send }) => send('RFB 003.008\n'),
  'TLS at once': async ({ request, hex }) => {
    await request();
    hex('15 0301 0002 02 46');
  },

  silent: () => undefined,
  'close after accept': ({ socket }) => {
    socket.end();
  },
  'reset after accept': ({ socket }) => {
    socket.resetAndDestroy();
  },
  'close after request': async ({ request, socket }) => {
    await request();
    socket.end();
  },
  'reset after request': async ({ request, socket }) => {
    await request();
    socket.resetAndDestroy();
  },

  'confirm without block': reply('0300000b 06d00000123400'),
  '3 bytes, then close': async ({ request, hex, socket }) => {
    await request();
    hex('030000');
    socket.end();
  },
  'says 19, sends 9, closes': async ({ request, hex, socket }) => {
    await request();
    hex('03000013 0ed0000012');
    socket.end();
  },
  'says 19, sends 9, holds': reply('03000013 0ed0000012'),
  'length 65535': reply('0300ffff 0ed000001234 00 0201080001000000'),
  'length 0': reply('03000000'),
  'length 4': reply('03000004'),
  'wrong version': reply('05000013 0ed000001234 00 0201080001000000'),
  'random bytes': async ({ request, send }) => {
    await request();
    // Never a TPKT by chance: the first byte is not 3.
    send(Buffer.concat([Buffer.of(0xde), randomBytes(40)]));
  },
  'disconnect request': reply('0300000b 06800000123400'),
  'error TPDU': reply('0300000b 06700000123400'),
  'length indicator wrong': reply('03000013 ffd000001234 00 0201080001000000'),
  'block length wrong': reply(confirm('02 01 0900 01000000')),
  'block type unknown': reply(confirm('09 01 0800 01000000')),

  'selects RDSTLS': reply(selected('04')),
  'selects what nobody knows': reply(selected('40')),
  'failure 1': reply(refused('01')),
  'failure 2': reply(refused('02')),
  'failure 3': reply(refused('03')),
  'failure 4': reply(refused('04')),
  'failure 5': reply(refused('05')),
  'failure 6': reply(refused('06')),
  'failure 99': reply(refused('63')),
  'extra bytes after confirm': reply(`${selected('00')} 414141`),

  'one byte per 0.5 s': dripping(500),
  'one byte per 50 ms': dripping(50),
  'three segments': async ({ request, send }) => {
    await request();
    for (const part of [whole.subarray(0, 3), whole.subarray(3, 10), whole.subarray(10)]) {
      send(part);
      await sleep(200);
    }
  },
  '1.5 s late': late(1500),
  '8 s late': late(8000),
  flood: async ({ request, socket }) => {
    await request();
    const block = Buffer.concat([Buffer.from('0300ffff', 'hex'), Buffer.alloc(65_531, 'A')]);
    const end = Date.now() + 10_000;
    while (!socket.destroyed && Date.now() < end) {
      if (!socket.write(block)) {
        await Promise.race([
          new Promise((resolve) => socket.once('drain', resolve)),
          new Promise((resolve) => socket.once('close', resolve))
        ]);
      }
    }
  },

  'TLS garbage': thenInsteadOfTls(({ send }) => send('garbage not TLS\r\n'.repeat(4))),
  'TLS silence': thenInsteadOfTls(() => undefined),
  'TLS close': thenInsteadOfTls(({ socket }) => {
    socket.end();
  }),
  'TLS reset': thenInsteadOfTls(({ socket }) => {
    socket.resetAndDestroy();
  }),
  'TLS alert 40': alert('28'),
  'TLS alert 70': alert('46'),
  'TLS alert 71': alert('47'),
  'TLS alert 80': alert('50')
} satisfies Record<string, Behaviour>;

export type WrongServerName = keyof typeof wrongServers;

/** A listener that never accepts and whose queue is full: the kernel drops each SYN, as a hung service makes it. */
export async function fullBacklog(address: string, port = 3389): Promise<WrongServer> {
  // Blocking its only thread keeps the event loop from ever accepting.
  const script = `require('node:net').createServer().listen({ host: '${address}', port: ${port}, backlog: 1 }, () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, '-e', script], {
    stdio: 'ignore'
  });
  const kill = (): boolean => child.kill('SIGKILL');
  atExit(kill);
  const pid = child.pid ?? 0;
  for (let tries = 0; !isListening(pid, address, port); tries += 1) {
    if (tries > 250) throw new Error('the listener with the full queue did not start');
    await sleep(20);
  }
  const fill: Socket[] = [];
  for (;;) {
    const socket = net.connect({ host: address, port });
    socket.on('error', () => undefined);
    fill.push(socket);
    const connected = await Promise.race([
      new Promise<boolean>((resolve) => socket.once('connect', () => resolve(true))),
      sleep(300, false)
    ]);
    if (!connected) break;
    if (fill.length > 8) throw new Error('the queue does not fill');
  }
  return {
    address,
    port,
    close: async () => {
      for (const socket of fill) socket.destroy();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      kill();
      await ended;
    }
  };
}
