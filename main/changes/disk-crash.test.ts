import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MachineImage } from '../../shared/model/machine-image';
import { changedPc, setValue } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import { fixCases } from '../fixes/fixes.test-data';
import { recorded } from '../machine/recorded';
import type { Desk } from './desk';
import { withJournal } from './disk-journal';
import type { Task } from './disk-journal.child';
import { readJournal, stands } from './journal';
import { machineStore, readStore, recordsOf, userStore, type Store } from './journal-store';
import { restoreExpired } from './expiry';
import { findUnfinished, recover, type Way } from './recovery';
import { afterTask, contentOf } from './run-task.test-data';

const root = mkdtempSync(join(tmpdir(), 'reconnect-crash-'));
const program = join(root, 'program', 'child.mjs');
// The fixes are found by name when they are bundled: plain Node cannot run them from their source.
beforeAll(
  () =>
    build({
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true },
      build: {
        ssr: join(import.meta.dirname, 'disk-journal.child.ts'),
        outDir: join(root, 'program'),
        emptyOutDir: true,
        rolldownOptions: { output: { entryFileNames: 'child.mjs' } }
      }
    }),
  60_000
);
// Hundreds of folders, on a machine that may be busy.
afterAll(() => {
  rmSync(root, { recursive: true });
}, 60_000);

interface Scene {
  readonly store: Store;
  readonly machine: string;
}
let scenes = 0;
function newScene(from: Scene | 'machine' | 'user'): Scene {
  const folder = join(root, `scene-${(scenes += 1)}`);
  mkdirSync(folder);
  const name = typeof from === 'string' ? from : from.store.name;
  const store = name === 'user' ? userStore(folder) : machineStore(folder);
  const scene = { store, machine: join(folder, 'machine.json') };
  if (typeof from !== 'string') cpSync(join(from.machine, '..'), folder, { recursive: true });
  return scene;
}

function start(task: Task): { child: ReturnType<typeof spawn>; text: () => string } {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  let text = '';
  child.stdout?.on('data', (data: Buffer) => (text += data.toString()));
  return { child, text: () => text };
}
async function run(task: Task): Promise<string> {
  const { child, text } = start(task);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return signal ?? (code === 0 ? text().trim() : `exit ${code}`);
}

const imageIn = ({ machine }: Scene): MachineImage =>
  JSON.parse(readFileSync(machine, 'utf8')) as MachineImage;
const same = isDeepStrictEqual;

/** A lock of which only the file was made is taken over when it is two seconds old: that is not waited for. */
function makeOld({ store }: Scene): void {
  const lock = join(store.folder, 'changes.lock');
  if (existsSync(lock) && statSync(lock).size === 0) utimesSync(lock, 0, Date.now() / 1000 - 60);
}

/** A desk over what a killed process has left behind. */
const atDesk = <T>(scene: Scene, work: (desk: Desk, now: () => MachineImage) => Promise<T>): Promise<T> =>
  withJournal(
    scene.store,
    (journal) => {
      const machine = recorded(imageIn(scene));
      return work({ machine, journal, newId: () => 'again' }, machine.image);
    },
    // A lock that was half written when its process was killed is taken over when it is two seconds old.
    { waitMs: 10_000 }
  );

/** @returns what is wrong with what a killed process has left behind; null where nothing is lost */
async function lossIn(
  scene: Scene,
  before: MachineImage,
  after: MachineImage,
  way: Way
): Promise<string | null> {
  const now = imageIn(scene);
  const kept = await readStore(scene.store);
  if (kept.entries.some(({ record }) => record === null)) return 'the journal is damaged';
  const [change] = readJournal(recordsOf(scene.store, kept.entries));
  if (!change) return same(now, before) ? null : 'changed without a note';
  if (!change.known) return 'not known';
  return atDesk(scene, async (desk, image) => {
    const [one] = await findUnfinished(desk);
    if (!one) return same(now, stands(change) ? after : before) ? null : `the journal says ${change.phase}`;
    if (one.each.includes('neither')) return 'neither before nor after';
    if (one.found === 'before' ? !same(now, before) : one.found === 'after' && !same(now, after))
      return `found ${one.found}, and it is not`;
    await recover(desk, change.id, way);
    const wanted = way === 'finish' && change.phase === 'begun' ? after : before;
    if (!same(image(), wanted)) return `${way} came to something else`;
    return (await findUnfinished(desk)).length > 0 ? `${way} left it open` : null;
  });
}

/** A downgrade that was cut short, of the making or of the undo, ends in its time all the same: by its task, and by the app. */
async function outlives(scene: Scene, before: MachineImage): Promise<string | null> {
  const now = imageIn(scene);
  const task = `${scene.machine}.task`;
  const after = existsSync(task) ? await afterTask(now, readFileSync(task, 'utf8')) : now;
  if (contentOf(after) !== contentOf(before)) return 'it outlives its time where nobody starts the app';
  return endedByApp(scene, before);
}
const endedByApp = (scene: Scene, before: MachineImage): Promise<string | null> =>
  atDesk(scene, async (desk, image) => {
    const failed = (await restoreExpired(desk, Date.parse('2999-01-01'))).some((one) => 'error' in one);
    return !failed && same(image(), before) ? null : 'it outlives its time';
  });

const tls12 =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server';
const cases = [
  { fix: 'nla-off', params: {}, image: changedPc('windows-11', () => undefined) },
  // A value and a key that are not there.
  { fix: 'credssp-bridge', params: {}, image: changedPc('windows-10', () => undefined) },
  {
    fix: 'tls12-on',
    params: { role: 'host' },
    image: changedPc('server-2016', (draft) => {
      setValue(draft, tls12, 'Enabled', ['REG_DWORD', 0]);
      setValue(draft, tls12, 'DisabledByDefault', ['REG_SZ', 'odd']);
    })
  }
];
/** One for each fix that consists of settings. */
const everyFix = [...new Map(fixCases.map((one) => [one.fix, one])).values()];

interface Killed {
  points: number;
  readonly lost: string[];
}

/** Kills the making of a fix, and its undo, at each of their steps, and looks at what is left each time. */
async function killAll(
  { fix, params = {}, image }: { fix: string; params?: Task['params']; image: MachineImage },
  steps: Task['steps'],
  killed: Killed
): Promise<void> {
  const fresh = newScene(fixes.get(fix)?.scope ?? 'machine');
  writeFileSync(fresh.machine, JSON.stringify(image));
  const done = newScene(fresh);
  const task = { fix, params, steps, killAt: 0 };
  const toApply = Number(await run({ ...task, ...done, work: 'apply' }));
  const undone = newScene(done);
  const toUndo = Number(await run({ ...task, ...undone, work: 'undo' }));
  expect(same(imageIn(done), image), `${fix} changes nothing`).toBe(false);
  expect(imageIn(undone)).toEqual(image);
  const isTimed = fixes.get(fix)?.risk === 'downgrade';
  const kill = async (work: 'apply' | 'undo', killAt: number): Promise<void> => {
    const scene = newScene(work === 'apply' ? fresh : done);
    expect(await run({ ...task, ...scene, work, killAt })).toBe('SIGKILL');
    makeOld(scene);
    const last = newScene(scene);
    const ways: [Scene, Way][] = [[newScene(scene), 'finish']];
    if (work === 'apply') ways.push([scene, 'undo']);
    const losses = [];
    for (const [at, way] of ways) losses.push([way, await lossIn(at, image, imageIn(done), way)]);
    if (isTimed) losses.push(['late', await outlives(last, image)]);
    for (const [way, loss] of losses)
      if (loss !== null) killed.lost.push(`${fix}, ${work}, step ${killAt}, ${way}: ${loss}`);
    killed.points += 1;
  };
  for (const [work, count] of [
    ['apply', toApply],
    ['undo', toUndo]
  ] as const) {
    expect(count).toBeGreaterThan(steps === 'disk' ? 20 : 4);
    for (let at = 1; at <= count; at += 2)
      await Promise.all([at, at + 1].filter((one) => one <= count).map((one) => kill(work, one)));
  }
}

describe('a process that is killed', () => {
  test('at any step of a change or its undo loses nothing', { timeout: 300_000 }, async () => {
    const killed: Killed = { points: 0, lost: [] };
    for (const one of cases) await killAll(one, 'disk', killed);
    process.stdout.write(`${killed.points} kill points, ${killed.lost.length} lost\n`);
    expect(killed.lost).toEqual([]);
    expect(killed.points).toBeGreaterThan(150);
  });

  test('at any record and any write of every fix loses nothing', { timeout: 600_000 }, async () => {
    const killed: Killed = { points: 0, lost: [] };
    for (const one of everyFix) await killAll(one, 'journal', killed);
    process.stdout.write(`${killed.points} kill points of every fix, ${killed.lost.length} lost\n`);
    expect(killed.lost).toEqual([]);
    expect(everyFix.map(({ fix }) => fix).sort()).toEqual(
      [...fixes.values()].flatMap(({ kind, id }) => (kind === 'settings' ? [id] : [])).sort()
    );
  });

  test('while it has the lock leaves it to the next', async () => {
    const scene = newScene('machine');
    writeFileSync(scene.machine, JSON.stringify(cases[0]?.image));
    const { child } = start({ ...scene, work: 'hold', fix: '', params: {}, steps: 'disk', killAt: 0 });
    await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
    const next = (): Promise<string> =>
      withJournal(scene.store, () => Promise.resolve('mine'), { waitMs: 200 });
    await expect(next()).rejects.toMatchObject({ name: 'JournalUnusable', reason: 'in-use' });
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(existsSync(join(scene.store.folder, 'changes.lock'))).toBe(true);
    expect(await next()).toBe('mine');
  });
});

test('two processes that write at once write one after the other', { timeout: 60_000 }, async () => {
  const scene = newScene('machine');
  const both = ['one', 'other'].map((fix) =>
    run({ ...scene, work: 'fill', fix, params: {}, steps: 'disk', killAt: 0 })
  );
  for (const said of await Promise.all(both)) expect(said).toMatch(/^\d+$/);
  const { entries } = await readStore(scene.store);
  const ids = entries.map(({ record }) => (record as { id: string }).id);
  expect(ids).toHaveLength(80);
  // What belongs to one change stands together.
  ids.forEach((id, at) => {
    if (at % 2 === 1) expect(id).toBe(ids[at - 1]);
  });
  expect(new Set(ids).size).toBe(40);
});
