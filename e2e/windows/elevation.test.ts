import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { windowsApp } from '../../build/lib/windows-app.mjs';
import { runWine, windowsPath } from '../../build/lib/wine.mjs';
import { changedPc, setValue } from '../../main/demo/machines/sound-pc';
import { brokerArguments, newLaunch } from '../../main/elevation/launch';
import type { Reply, Request } from '../../main/elevation/protocol';
import { rdpTcp } from '../../main/facts/registry-paths';
import type { Opened, Twist } from './programs/elevation';
import { readingsOf } from './says';
import { startSeeder, type Seeder } from './seed';
import { mustRun, session, startWorker, windows, type Worker } from './session';
import { machineRecords } from './window/left-behind';
import { startWitness, type Seen, type Witness } from './window/witness';

// The release's broker, started by `runas` as the app starts it, over a pipe of Windows. Wine never asks and all are
// administrators there: the prompt, and who may not come in, have rows in docs/windows-verification.md.

const app = windowsPath(windowsApp);
let seeder: Seeder;
let witness: Witness;
let other: Worker;
let side: Worker;

beforeAll(async () => {
  [seeder, witness, other] = await Promise.all([
    startSeeder(),
    startWitness(),
    startWorker('programs/elevation')
  ]);
  const image = changedPc('windows-11', (pc) => {
    setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 1]);
    setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 2]);
    setValue(pc, rdpTcp, 'fEnableWinStation', ['REG_DWORD', 0]);
  });
  await seeder.seed(image, readingsOf(image));
});
afterAll(() => Promise.all([seeder.stop(), witness.stop(), other.stop()]));
beforeEach(async () => {
  side = await startWorker('programs/elevation');
});
afterEach(() => side.stop());

const open = (twist: Twist = {}): Promise<Opened> => side.ask('open', { app, twist });
const ask = <Kind extends Reply['reply']>(
  request: Exclude<Request, { verb: 'bye' }>
): Promise<Extract<Reply, { reply: Kind }>> => side.ask('ask', request);
const runs = (pid: number | null): Promise<boolean> => other.ask('runs', pid);
const gone = (pid: number | null): Promise<void> =>
  expect.poll(() => runs(pid), { timeout: 20_000, interval: 200 }).toBe(false);

/** How many processes of Electron there are. */
const electrons = (): Promise<number> => other.ask('electrons', null);

/** `0x1`, as reg.exe has it. */
async function valueOf(name: string): Promise<string | null> {
  const { stdout } = await windows('reg', 'query', rdpTcp, '/v', name);
  return new RegExp(`${name}\\s+REG_\\w+\\s+(\\S+)`).exec(stdout)?.[1] ?? null;
}

const listener = { fix: 'listener-on', params: {} };
const layer = { fix: 'security-layer-negotiate', params: {} };

async function plan(fix: typeof layer): Promise<string> {
  return (await ask<'plan'>({ verb: 'plan', ...fix })).plan.hash;
}

describe('the broker of the release', () => {
  let before: Seen;
  beforeAll(async () => {
    before = await witness.look();
  });

  it('reads, plans, makes and takes back over the pipe what belongs to the whole PC', async () => {
    const opened = await open();
    expect(opened).toMatchObject({
      kind: 'elevated',
      account: expect.stringMatching(/^S-1-5-21-/) as string
    });
    const { image } = await ask<'facts'>({ verb: 'facts' });
    expect(image.registry).toHaveProperty([rdpTcp, 'values', 'fEnableWinStation', 1], 0);
    expect(JSON.stringify(image)).not.toContain('HKCU');
    const hash = await plan(listener);
    const applied = await ask<'applied'>({ verb: 'apply', ...listener, hash });
    expect(applied).toMatchObject({ reply: 'applied', plan: { applied: true, hash } });
    expect(await valueOf('fEnableWinStation')).toBe('0x1');
    const changeId = applied.plan.changeId ?? '';
    expect(await ask({ verb: 'undo', changeId, force: false })).toMatchObject({
      reply: 'undone',
      plan: { applied: true }
    });
    expect(await witness.look()).toEqual(before);
    await side.ask('leave', null);
    expect(await side.ask('ended', null)).toBe('done');
    await gone(opened.broker);
  });

  it('asks the person itself above safe, with its own plan, and Cancel changes nothing', async () => {
    await open();
    const hash = await plan(layer);
    const answered = ask<'refused'>({ verb: 'apply', ...layer, hash });
    const said = await witness.answer({ press: 'Cancel', withinMs: 30_000 });
    expect(said.title).toBe('Reconnect');
    expect(said.texts.join('\n')).toContain('Security layer: TLS → what both ends agree on');
    expect(await answered).toMatchObject({ reply: 'refused', reason: 'declined' });
    expect(await witness.look()).toEqual(before);
  });

  it('makes it after OK', async () => {
    await open();
    const hash = await plan(layer);
    const answered = ask<'applied'>({ verb: 'apply', ...layer, hash });
    await witness.answer({ press: 'OK', withinMs: 30_000 });
    const { plan: made } = await answered;
    expect(made).toMatchObject({ applied: true, hash });
    expect(await valueOf('SecurityLayer')).toBe('0x1');
    await mustRun('reg', 'add', rdpTcp, '/v', 'SecurityLayer', '/t', 'REG_DWORD', '/d', '0', '/f');
    const changeId = made.changeId ?? '';
    expect(await ask({ verb: 'undo', changeId, force: false })).toMatchObject({
      reply: 'undone',
      plan: { applied: false, drifted: [{ setting: 'security-layer' }] }
    });
    const forced = ask({ verb: 'undo', changeId, force: true });
    const said = await witness.answer({ press: 'OK', withinMs: 30_000 });
    expect(said.texts.join('\n')).toContain('although it was changed since');
    expect(await forced).toMatchObject({ reply: 'undone', plan: { applied: true } });
    expect(await witness.look()).toEqual(before);
  });

  it('makes a downgrade that ends by itself, and says so first', async () => {
    await open();
    const nla = { fix: 'nla-off', params: {} };
    const hash = await plan(nla);
    const answered = ask<'applied'>({ verb: 'apply', ...nla, hash });
    const said = await witness.answer({ press: 'OK', withinMs: 30_000 });
    expect(said.texts.join('\n')).toContain('It ends by itself after 30 minutes');
    const { plan: made } = await answered;
    expect(made).toMatchObject({ applied: true, expiresInSeconds: 1800 });
    expect(await valueOf('UserAuthentication')).toBe('0x0');
    await ask({ verb: 'undo', changeId: made.changeId ?? '', force: false });
    expect(await valueOf('UserAuthentication')).toBe('0x1');
  });

  it.each([
    ['knows another key', { key: true }, 'not-proved'],
    ['is told another parent', { parent: 4 }, 'closed'],
    ['is told that its parent began at another time', { startedAt: '1' }, 'closed'],
    ['is not the first at the pipe', { stranger: true }, 'wrong-peer']
  ] as const)('is nobody where it %s', async (_what, twist, why) => {
    const opened = await open(twist);
    expect(opened).toMatchObject({ kind: 'failed', why });
    await gone(opened.broker);
  });

  it('is alone at its pipe', async () => {
    await open();
    const pipe = await side.ask<string>('pipe', null);
    // ERROR_PIPE_BUSY: there is one instance, and it is taken.
    expect(await other.ask('comeSecond', pipe)).toBe(231);
    expect(await ask({ verb: 'plan', ...listener })).toMatchObject({ reply: 'plan' });
  });

  it('ends where the app is gone before it has come', async () => {
    const programs = await electrons();
    await expect(open({ gone: true })).rejects.toThrow();
    await expect.poll(electrons, { timeout: 20_000, interval: 500 }).toBe(programs - 1);
  });

  it('ends where the app is killed while it waits', async () => {
    const { self, broker } = await open();
    await other.ask('kill', self);
    await gone(broker);
  });

  it('takes its question back and changes nothing where the app is killed while the person is asked', async () => {
    const { self, broker } = await open();
    const hash = await plan(layer);
    const lost = expect(ask({ verb: 'apply', ...layer, hash })).rejects.toThrow();
    await expect(witness.answer({ press: 'no such button', withinMs: 5000 })).rejects.toThrow(
      /Security layer/
    );
    await other.ask('kill', self);
    await lost;
    await gone(broker);
    expect(await witness.look()).toEqual(before);
  });
});

describe('a broker that is killed in the middle of a change', () => {
  it.each(['undo', 'finish', 'keep'] as const)('leaves what the next one can %s', async (way) => {
    const { broker } = await open();
    const hash = await plan(listener);
    const before = machineRecords().length;
    const lost = ask({ verb: 'apply', ...listener, hash }).catch(() => null);
    // The note of the change is there, and nothing else may be yet.
    await expect
      .poll(() => machineRecords().length, { timeout: 30_000, interval: 1 })
      .toBeGreaterThan(before);
    await other.ask('kill', broker);
    await lost;
    const [begin, ...rest] = machineRecords().slice(before);
    expect(begin).toMatchObject({ record: 'begin', fix: 'listener-on' });
    const changeId = begin?.id ?? '';
    const next = await startWorker('programs/elevation');
    try {
      await next.ask('open', { app, twist: {} });
      const say = (request: object): Promise<unknown> => next.ask('ask', request);
      if (rest.length === 0) {
        const written = await valueOf('fEnableWinStation');
        await say({ verb: 'recover', changeId, way });
        if (way !== 'keep') expect(await valueOf('fEnableWinStation')).toBe(way === 'undo' ? '0x0' : '0x1');
        else expect(await valueOf('fEnableWinStation')).toBe(written);
      }
      for (const id of new Set(
        machineRecords()
          .slice(before)
          .map((one) => one.id)
      ))
        await say({ verb: 'undo', changeId: id, force: false });
      expect(await valueOf('fEnableWinStation')).toBe('0x0');
    } finally {
      await next.ask('leave', null);
      await next.stop();
    }
  });
});

describe('a start by hand', () => {
  const launch = brokerArguments(newLaunch({ pid: 4, startedAt: '1' }));

  const start = (...args: readonly string[]): Promise<{ status: number; stdout: string }> =>
    runWine({ ...session().env }, [session().electron, ...args], { timeoutMs: 60_000 });

  it.each([
    ['another switch behind', [app, ...launch, '--inspect']],
    ['another switch before', ['--gpu-launcher=calc.exe', app, ...launch]],
    ['the mode alone', [app, '--broker']],
    [
      'a pipe of another PC',
      [app, ...launch.map((arg) => arg.replace(/(pipe=).*/, '$1\\\\server\\pipe\\x'))]
    ],
    ['a verb', [app, 'fix', 'nla-off', '--yes', ...launch]]
  ])('with %s ends with 64', async (_what, args) => {
    const { status, stdout } = await start(...args);
    expect(stdout.trim()).toBe('');
    expect(status).toBe(64);
  });

  it('with a pipe that nobody waits on ends with 1', async () => {
    expect((await start(app, ...launch)).status).toBe(1);
  });
});
