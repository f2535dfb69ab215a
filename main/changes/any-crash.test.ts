import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { MachineImage } from '../../shared/model/machine-image';
import type { Place, State } from '../../shared/model/place';
import { fixes } from '../fixes';
import type { Params, SettingsFix } from '../fixes/define-fix';
import { fixCases } from '../fixes/fixes.test-data';
import { recorded } from '../machine/recorded';
import type { WritableMachine } from '../machine/writing';
import { applyFix } from './apply';
import type { Desk, ExpiryTasks } from './desk';
import { withJournal } from './disk-journal';
import { restoreExpired } from './expiry';
import { expiryTaskXml } from './expiry-task';
import { readJournal, stands } from './journal';
import { readStore, recordsOf, type Store } from './journal-store';
import { afterTask, contentOf } from './run-task.test-data';
import { findUnfinished, recover, type Way } from './recovery';
import { undoAll, undoChange } from './undo';

// Each fix over a recorded PC with a journal on a real disk, cut off at each step: from then on nothing of it reaches disk, PC
// or task scheduler any more, as where its process was killed. disk-crash.test.ts kills processes themselves.

/** The step at which all ends; what comes after it does nothing. */
const power = vi.hoisted(() => ({ steps: 0, cutAt: 0, isOff: false }));

class Cut extends Error {}
function step(): void {
  if (power.isOff) throw new Cut();
  power.steps += 1;
  if (power.steps !== power.cutAt) return;
  power.isOff = true;
  throw new Cut();
}
/** Before and after each call is a moment at which it can end. */
const stepped =
  <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
  async (...args: Args): Promise<T> => {
    step();
    const result = await work(...args);
    step();
    return result;
  };

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof files>();
  const whileOn = <Work extends (...args: never[]) => Promise<unknown>>(work: Work): Work =>
    ((...args: never[]) => (power.isOff ? Promise.reject(new Cut()) : work(...args))) as Work;
  return {
    ...real,
    mkdir: whileOn(real.mkdir),
    rename: whileOn(real.rename),
    rm: whileOn(real.rm),
    truncate: whileOn(real.truncate),
    open: whileOn(async (...args: Parameters<typeof real.open>) => {
      const file = await real.open(...args);
      const write = file.write.bind(file) as (...args: unknown[]) => Promise<{ bytesWritten: number }>;
      const half = async (bytes: Buffer, from: number, length: number, at: number) => {
        if (power.isOff) throw new Cut();
        // Half of a line is there; then the rest; then it is flushed.
        const first = await write(bytes, from, Math.floor(length / 2), at);
        step();
        const { bytesWritten } = await write(
          bytes,
          from + first.bytesWritten,
          length - first.bytesWritten,
          at + first.bytesWritten
        );
        return { bytesWritten: first.bytesWritten + bytesWritten };
      };
      return Object.assign(file, {
        write: half,
        truncate: whileOn(file.truncate.bind(file)),
        writeFile: whileOn(file.writeFile.bind(file))
      });
    })
  };
});

/** What outlives a process: the disk with the journal, the PC, and its scheduled tasks. */
interface Scene {
  readonly store: Store;
  pc: MachineImage;
  readonly tasks: Map<string, string>;
}
// Flushing is not what is tried here.
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'reconnect-cut-'));
// Hundreds of folders, on a machine that may be busy.
afterAll(() => {
  rmSync(root, { recursive: true });
}, 60_000);
let scenes = 0;
function newScene(scope: Store['name'], pc: MachineImage): Scene {
  const folder = join(root, `${(scenes += 1)}`, 'Reconnect');
  mkdirSync(folder, { recursive: true });
  return { store: { name: scope, folder: join(folder, 'Changes') }, pc, tasks: new Map() };
}
function copyOf({ store, pc, tasks }: Scene): Scene {
  const scene = newScene(store.name, pc);
  if (existsSync(store.folder)) cpSync(store.folder, scene.store.folder, { recursive: true });
  tasks.forEach((xml, id) => scene.tasks.set(id, xml));
  return { ...scene };
}

/** A key that has to be made for a value is there before the value. */
function withKey(pc: MachineImage, place: Place, state: State | null): MachineImage {
  if (place.kind !== 'registry-value' || state === null || !pc.registry || 'unavailable' in pc.registry)
    return pc;
  const name =
    Object.keys(pc.registry).find((one) => one.toLowerCase() === place.key.toLowerCase()) ?? place.key;
  const has = pc.registry[name] !== undefined && pc.registry[name] !== null;
  return has ? pc : { ...pc, registry: { ...pc.registry, [name]: { values: {}, subkeys: [] } } };
}
function machineOf(scene: Scene): WritableMachine {
  const on = async <T>(work: (machine: ReturnType<typeof recorded>) => Promise<T>): Promise<T> => {
    const machine = recorded(scene.pc);
    const result = await work(machine);
    scene.pc = machine.image();
    return result;
  };
  return {
    ...recorded(scene.pc),
    look: (readings) => on((machine) => machine.look(readings)),
    capture: (place) => on((machine) => machine.capture(place)),
    captureAll: (writes) =>
      on((machine) => (machine.captureAll as NonNullable<typeof machine.captureAll>)(writes)),
    write: stepped(async (place, state) => {
      const made = withKey(scene.pc, place, state);
      if (made !== scene.pc) {
        scene.pc = made;
        step();
      }
      await on((machine) => machine.write(place, state));
    }),
    restore: stepped((place, capture) => on((machine) => machine.restore(place, capture)))
  };
}
const tasksOf = ({ tasks }: Scene): ExpiryTasks => ({
  register: stepped((task) => Promise.resolve(void tasks.set(task.changeId, expiryTaskXml(task)))),
  remove: stepped((id) => Promise.resolve(void tasks.delete(id)))
});

let ids = 0;
const at = <T>(scene: Scene, work: (desk: Desk) => Promise<T>): Promise<T> =>
  withJournal(scene.store, (journal) =>
    work({ machine: machineOf(scene), journal, newId: () => `${(ids += 1)}`, expiryTasks: tasksOf(scene) })
  );

/** @returns how many steps it took */
async function run(cutAt: number, work: () => Promise<unknown>): Promise<number> {
  Object.assign(power, { steps: 0, cutAt, isOff: false });
  try {
    await work().catch((error: unknown) => {
      // What was written on the way out was never written.
      if (!power.isOff) throw error;
    });
    expect(power.isOff).toBe(cutAt > 0);
    return power.steps;
  } finally {
    Object.assign(power, { steps: 0, cutAt: 0, isOff: false });
  }
}

const textOf = (pc: MachineImage): string => JSON.stringify(pc);
interface Case {
  readonly fix: SettingsFix;
  readonly params: Params;
  readonly before: string;
  readonly after: string;
}

/** @returns what is wrong with what was left behind; null where nothing is lost */
async function lossIn(scene: Scene, { before, after, fix }: Case, way: Way): Promise<string | null> {
  const kept = await readStore(scene.store);
  if (kept.entries.some(({ record }) => record === null)) return 'the journal is damaged';
  const changes = readJournal(recordsOf(scene.store, kept.entries));
  const [change] = changes;
  if (!change) return textOf(scene.pc) === before ? null : 'changed without a note';
  const unfinished = await at(scene, findUnfinished);
  for (const one of unfinished) {
    if (one.each.includes('neither')) return 'neither before nor after';
    // What was being taken back is not undone but finished.
    const chosen = one.ways.includes(way) ? way : 'finish';
    await at(scene, (desk) => recover(desk, one.change.id, chosen));
    const wanted = chosen === 'finish' && one.change.phase === 'begun' ? after : before;
    if (chosen !== 'keep' && textOf(scene.pc) !== wanted) return 'it came to something else';
  }
  if ((await at(scene, findUnfinished)).length > 0) return `${way} left it open`;
  const told = readJournal(recordsOf(scene.store, (await readStore(scene.store)).entries));
  const isMade = told.some((one) => one.known && stands(one));
  if (!isMade && textOf(scene.pc) !== before) return 'the journal says that nothing is changed';
  if (isMade && way !== 'keep' && textOf(scene.pc) !== after) return 'the journal says that it is changed';
  if (fix.risk === 'downgrade' && scene.tasks.size !== (isMade ? 1 : 0)) return `${scene.tasks.size} tasks`;
  await at(scene, (desk) => undoAll(desk, { force: false, dryRun: false }));
  if (textOf(scene.pc) !== before) return 'undo does not give it back';
  return scene.tasks.size === 0 ? null : 'a task is left';
}

/** A downgrade that was cut short ends in its time: by its task alone, and by the app alone. */
async function outlives(scene: Scene, { before }: Case): Promise<string | null> {
  const byTask = copyOf(scene);
  for (const xml of byTask.tasks.values()) byTask.pc = await afterTask(byTask.pc, xml);
  if (contentOf(byTask.pc) !== contentOf(JSON.parse(before) as MachineImage))
    return 'its task does not end it';
  for (const one of [byTask, scene]) {
    await at(one, (desk) => restoreExpired(desk, Date.parse('2999-01-01')));
    if (textOf(one.pc) !== before) return 'the app does not end it';
    if (one.tasks.size > 0) return 'a task outlives it';
  }
  return null;
}

const cases = [...fixes.keys()].flatMap((id) => {
  const fix = fixes.get(id);
  const one = fixCases.find((each) => each.fix === id);
  if (!one) return [];
  return fix?.kind === 'settings' ? [{ ...one, fix, params: fix.params.parse(one.params ?? {}) }] : [];
});
const ways: readonly Way[] = ['finish', 'undo', 'keep'];
let points = 0;
const lost: string[] = [];

test.each(cases)('$fix.id, $name', { timeout: 120_000 }, async ({ fix, params, image, name }) => {
  const fresh = newScene(fix.scope, image);
  const apply = (scene: Scene) => (): Promise<unknown> => at(scene, (desk) => applyFix(desk, fix, params));
  const undo = (scene: Scene) => (): Promise<unknown> =>
    at(scene, async (desk) => {
      const [change] = readJournal(await desk.journal.records());
      return undoChange(desk, change?.id ?? '', { force: false, dryRun: false });
    });
  const recovering = (way: Way) => (scene: Scene) => (): Promise<unknown> =>
    at(scene, async (desk) => {
      const [one] = await findUnfinished(desk);
      return recover(desk, one?.change.id ?? '', way);
    });
  const done = copyOf(fresh);
  await run(0, apply(done));
  const one: Case = { fix, params, before: textOf(image), after: textOf(done.pc) };
  expect(one.after).not.toBe(one.before);

  const cutEverywhere = async (what: string, from: Scene, work: (scene: Scene) => () => Promise<unknown>) => {
    const steps = await run(0, work(copyOf(from)));
    for (let cutAt = 1; cutAt <= steps; cutAt += 1) {
      const scene = copyOf(from);
      await run(cutAt, work(scene));
      // Taking over a lock that was left takes its time, and is tried where processes are killed.
      rmSync(join(scene.store.folder, 'changes.lock'), { force: true });
      points += 1;
      // In turn: what comes of one step comes of the next in another way.
      const way = ways[points % ways.length] ?? 'undo';
      const loss = await lossIn(copyOf(scene), one, way);
      if (loss !== null) lost.push(`${fix.id} (${name}), ${what}, step ${cutAt}, ${way}: ${loss}`);
      const late = fix.risk === 'downgrade' ? await outlives(scene, one) : null;
      if (late !== null) lost.push(`${fix.id} (${name}), ${what}, step ${cutAt}: ${late}`);
    }
    return steps;
  };
  const applySteps = await cutEverywhere('apply', fresh, apply);
  await cutEverywhere('undo', done, undo);
  // Cut off once in the middle, and once more while that is put right.
  const half = copyOf(fresh);
  await run(Math.ceil(applySteps / 2), apply(half));
  rmSync(join(half.store.folder, 'changes.lock'));
  for (const way of ways) await cutEverywhere(`recovery, ${way}`, half, recovering(way));
});

test('loses nothing anywhere', () => {
  process.stdout.write(`${points} kill points, ${lost.length} lost\n`);
  expect(lost).toEqual([]);
  expect(new Set(cases.map(({ fix }) => fix.id)).size).toBe(
    [...fixes.values()].filter(({ kind }) => kind === 'settings').length
  );
  expect(points).toBeGreaterThan(600);
});
