import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveBroker, type BrokerDeps } from './broker';
import { elevations, type Elevated, type Elevation, type ElevationDeps, type Started } from './client';
import { openWire, WireEnded } from './frames';
import { app, brokerPid, elevatedSide, shortLimits } from './lab.test-data';
import { readBrokerLaunch, type BrokerLaunch } from './launch';
import { netDoor } from './net-door.test-data';
import { newKey, newNonce, proofOf, sealOf, type Meeting } from './proof';
import { encodeMessage } from './protocol';

/** Unix sockets in the place of named pipes: the same net module, another kind of name. */
let folder: string;
let sockets: Socket[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elevation-'));
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await rm(folder, { recursive: true });
});

const limits = { connectMs: 300, helloMs: 1000, frameMs: 1000, replyMs: 1000 };
const pipePath = (name: string): string => join(folder, name);

const toPipe = (name: string): Socket => {
  const socket = connect(pipePath(name));
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
};

interface Run {
  readonly open: () => Promise<Elevation>;
  /** The arguments of each start. */
  readonly starts: (readonly string[])[];
}

/** `comes` plays the process that is started. */
function run(
  comes: (launch: BrokerLaunch) => Started | Promise<Started>,
  { peer = brokerPid, ...more }: Partial<ElevationDeps> & { readonly peer?: number | null } = {}
): Run {
  const starts: (readonly string[])[] = [];
  const open = elevations(
    () => ({
      self: app,
      listen: (pipe) => netDoor(pipePath(pipe), () => peer),
      start: async (args) => {
        starts.push(args);
        const launch = readBrokerLaunch(args);
        if (launch === null || launch === 'refused') throw new Error('no broker is meant');
        return comes(launch);
      },
      ...more
    }),
    limits
  );
  return { open, starts };
}

const started: Started = { kind: 'started', pid: brokerPid };
const serve =
  (deps: BrokerDeps, with_: Partial<BrokerLaunch> = {}) =>
  (launch: BrokerLaunch): Started => {
    void serveBroker(toPipe(launch.pipe), { ...launch, ...with_ }, deps, shortLimits);
    return started;
  };

function elevated(elevation: Elevation): Elevated {
  if (elevation.kind !== 'elevated') throw new Error(JSON.stringify(elevation));
  return elevation.broker;
}

describe('the app', () => {
  it('has the elevated side make a change, and take it back', async () => {
    const side = elevatedSide();
    const broker = elevated(await run(serve(side.deps)).open());
    expect(broker.account).toEqual({ sid: 'S-1-5-21-1-2-3-500', name: 'PC7\\admin' });
    const planned = await broker.ask({ verb: 'plan', fix: 'nla-on', params: {} });
    if (planned.reply !== 'plan') throw new Error(planned.reply);
    const { hash } = planned.plan;
    const applied = await broker.ask({ verb: 'apply', fix: 'nla-on', params: {}, hash });
    if (applied.reply !== 'applied') throw new Error(applied.reply);
    const changeId = applied.plan.changeId ?? '';
    expect(await broker.ask({ verb: 'undo', changeId, force: false })).toMatchObject({
      reply: 'undone',
      plan: { applied: true }
    });
    expect(await broker.ask({ verb: 'facts' })).toMatchObject({ reply: 'facts' });
    await broker.leave();
    expect(broker.ended()).toBe('done');
  });

  it('asks one thing after the other, however many are wanted at once', async () => {
    const side = elevatedSide();
    const broker = elevated(await run(serve(side.deps)).open());
    const all = await Promise.all(
      ['nla-on', 'nothing', 'listener-on'].map((fix) => broker.ask({ verb: 'plan', fix, params: {} }))
    );
    expect(all.map(({ reply }) => reply)).toEqual(['plan', 'refused', 'plan']);
    await broker.leave();
  });

  it('takes a no at the prompt for the answer to all who wait for it, and asks again only for a new wish', async () => {
    const { open, starts } = run(() => ({ kind: 'declined' }));
    expect(await Promise.all([open(), open()])).toEqual([{ kind: 'declined' }, { kind: 'declined' }]);
    expect(starts).toHaveLength(1);
    expect(await open()).toEqual({ kind: 'declined' });
    expect(starts).toHaveLength(2);
    expect(starts[0]).not.toEqual(starts[1]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('asks once for as many changes as there are', async () => {
    const { open, starts } = run(serve(elevatedSide().deps));
    const [first, second] = await Promise.all([open(), open()]);
    expect(elevated(first)).toBe(elevated(second));
    expect(elevated(await open())).toBe(elevated(first));
    expect(starts).toHaveLength(1);
  });

  it('asks for a new one where the one before has gone', async () => {
    const { open, starts } = run(serve(elevatedSide().deps));
    const first = elevated(await open());
    await first.leave();
    expect(first.ended()).toBe('done');
    expect(elevated(await open()).ended()).toBeNull();
    expect(starts).toHaveLength(2);
  });

  it('says with which error nothing was started', async () => {
    expect(await run(() => ({ kind: 'failed', error: 2 })).open()).toEqual({ kind: 'not-started', error: 2 });
  });

  it('waits for the broker no longer than it may take', async () => {
    expect(await run(() => started).open()).toEqual({ kind: 'failed', why: 'not-come' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that the system gives no pipe, and starts nothing', async () => {
    const { open, starts } = run(() => started, {
      listen: (pipe) => netDoor(join(folder, 'no', 'such', pipe), () => brokerPid)
    });
    expect(await open()).toEqual({ kind: 'failed', why: 'no-pipe' });
    expect(starts).toEqual([]);
  });

  it('makes a pipe of another name each time', async () => {
    const names = new Set<string>();
    for (let time = 0; time < 20; time++)
      await run((launch) => {
        names.add(launch.pipe);
        return { kind: 'declined' };
      }).open();
    expect(names.size).toBe(20);
  });
});

describe('at the pipe of the app', () => {
  it('nobody is let in behind the first', async () => {
    const side = elevatedSide();
    let pipe = '';
    const seconds: Socket[] = [];
    const { open } = run((launch) => {
      pipe = launch.pipe;
      serve(side.deps)(launch);
      seconds.push(toPipe(launch.pipe), toPipe(launch.pipe));
      return started;
    });
    const broker = elevated(await open());
    seconds.push(toPipe(pipe));
    await expect.poll(() => seconds.every(({ destroyed }) => destroyed)).toBe(true);
    for (const second of seconds) expect(second.bytesRead).toBe(0);
    expect(await broker.ask({ verb: 'facts' })).toMatchObject({ reply: 'facts' });
    await broker.leave();
  });

  it('a process that was not started gets not one byte, also where it is first', async () => {
    for (const peer of [666, null]) {
      const strangers: Socket[] = [];
      const { open } = run(
        (launch) => {
          strangers.push(toPipe(launch.pipe));
          return started;
        },
        { peer }
      );
      expect(await open()).toEqual({ kind: 'failed', why: 'wrong-peer' });
      await expect.poll(() => strangers[0]?.destroyed).toBe(true);
      expect(strangers[0]?.bytesRead).toBe(0);
    }
  });

  it('a first comer is sent away where the person said no', async () => {
    const strangers: Socket[] = [];
    const { open } = run(async (launch) => {
      const stranger = toPipe(launch.pipe);
      strangers.push(stranger);
      await new Promise((resolve) => stranger.once('connect', resolve));
      return { kind: 'declined' };
    });
    expect(await open()).toEqual({ kind: 'declined' });
    await expect.poll(() => strangers[0]?.destroyed).toBe(true);
  });

  it('a process without the key is nobody', async () => {
    const side = elevatedSide();
    for (const wrong of [{ key: newKey() }, { pipe: '0'.repeat(32) }]) {
      const { open } = run((launch) => {
        void serveBroker(toPipe(launch.pipe), { ...launch, ...wrong }, side.deps, shortLimits);
        return started;
      });
      expect(await open()).toEqual({ kind: 'failed', why: 'not-proved' });
    }
    expect(side.calls).toEqual([]);
  });

  it('a broker that goes ends it', async () => {
    const side = elevatedSide({
      facts: () => {
        sockets[0]?.destroy();
        return new Promise(() => undefined);
      }
    });
    const broker = elevated(await run(serve(side.deps)).open());
    await expect(broker.ask({ verb: 'facts' })).rejects.toEqual(new WireEnded('closed'));
    expect(broker.ended()).toBe('closed');
    await expect(broker.ask({ verb: 'plan', fix: 'nla-on', params: {} })).rejects.toEqual(
      new WireEnded('closed')
    );
    await broker.leave();
  });
});

/** Somebody who has the key and is the process that was started, and then says what no broker says. */
const says =
  (reply: object, more: { readonly version?: number; readonly number?: number } = {}) =>
  (launch: BrokerLaunch): Started => {
    void (async () => {
      const wire = openWire(toPipe(launch.pipe), { frameBytes: 1 << 16, frameMs: 1000 });
      const hello = JSON.parse((await wire.exchange(null, 1000)).toString()) as { nonce: string };
      const nonce = newNonce();
      const meeting: Meeting = { ...launch, nonces: { app: hello.nonce, broker: nonce } };
      const proof = proofOf(meeting, 'broker');
      const { version = 1, number = 1 } = more;
      await wire.exchange(encodeMessage({ reply: 'hello', version, nonce, proof }), 1000);
      const seal = sealOf(meeting, 'broker');
      const ready = { reply: 'ready', account: { sid: null, name: null } };
      await wire.exchange(seal.close(0, encodeMessage(ready)), 1000);
      await wire.send(seal.close(number, encodeMessage(reply)));
    })().catch((error: unknown) => {
      if (!(error instanceof WireEnded)) throw error;
    });
    return started;
  };

const somePlan = {
  schema: 'reconnect.plan/1',
  fix: 'nla-on',
  hash: '0'.repeat(64),
  risk: 'safe',
  needsElevation: true,
  expiresInSeconds: null,
  changes: [],
  applied: true,
  changeId: 'nla-on-1'
};

describe('a broker that is none', () => {
  it('of another version is named as that', async () => {
    expect(await run(says({}, { version: 2 })).open()).toEqual({ kind: 'failed', why: 'other-version' });
  });

  it.each([
    ['a reply to something else', { reply: 'undone', plan: somePlan }, 'malformed'],
    ['a plan that is none', { reply: 'plan', plan: {} }, 'malformed'],
    ['goodbye', { reply: 'bye' }, 'malformed'],
    ['no reply', {}, 'malformed'],
    ['an image that is none', { reply: 'facts', image: { schema: 'other' } }, 'malformed'],
    [
      'a member too many',
      { reply: 'refused', reason: 'failed', where: '', detail: '', run: 'x' },
      'malformed'
    ],
    ['a reason that is none', { reply: 'refused', reason: 'because', where: '', detail: '' }, 'malformed']
  ])('is not listened to when it says %s', async (_what, reply, reason) => {
    const broker = elevated(await run(says(reply)).open());
    await expect(broker.ask({ verb: 'facts' })).rejects.toEqual(new WireEnded(reason as 'malformed'));
    expect(broker.ended()).toBe(reason);
  });

  it('cannot answer with what it has said before', async () => {
    const bye = { reply: 'refused', reason: 'failed', where: '', detail: '' };
    const broker = elevated(await run(says(bye, { number: 0 })).open());
    await expect(broker.ask({ verb: 'facts' })).rejects.toEqual(new WireEnded('not-proved'));
  });
});
