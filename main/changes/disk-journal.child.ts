import files, { open } from 'node:fs/promises';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { randomBytes } from 'node:crypto';
import type { MachineImage } from '../../shared/model/machine-image';
import { fixes } from '../fixes';
import { recorded } from '../machine/recorded';
import { applyFix } from './apply';
import type { ExpiryTasks } from './desk';
import { withJournal } from './disk-journal';
import { expiryTaskXml } from './expiry-task';
import { readJournal, stands, type Journal } from './journal';
import type { Store } from './journal-store';
import { undoChange } from './undo';

// A process that makes changes, for tests that kill it. It is started with one argument:

export interface Task {
  readonly store: Store;
  /** The PC: a machine image in a file, written whole after each change of it. */
  readonly machine: string;
  readonly work: 'apply' | 'undo' | 'hold' | 'fill';
  /** Of the fix that is applied; `fill` puts it before the ids that it makes up. */
  readonly fix: string;
  readonly params: Readonly<Record<string, string>>;
  /** What counts as a step: all that is done to the disk, or each record of the journal and each write to the PC. */
  readonly steps: 'disk' | 'journal';
  /** The step before which the process kills itself; 0: it lives and prints how many steps there were. */
  readonly killAt: number;
}

const task = JSON.parse(process.argv[2] ?? '') as Task;

let steps = 0;
const isLast = (): boolean => steps === task.killAt;
function step(): void {
  steps += 1;
  if (isLast()) process.kill(process.pid, 'SIGKILL');
}

type Work = (...args: unknown[]) => Promise<unknown>;
/** Before and after each call is a moment at which the process can be killed. */
const stepped = (work: Work): Work =>
  async function (this: unknown, ...args) {
    step();
    const result: unknown = await work.apply(this, args);
    step();
    return result;
  };

/** All that this process does to a disk by Node's promises counts, and half a written line does too. */
async function countDisk(): Promise<void> {
  const all = files as unknown as Record<string, Work>;
  const probe = await open(process.execPath);
  const handle = Object.getPrototypeOf(probe) as Record<string, Work>;
  await probe.close();
  const countIn = (of: Record<string, Work>, names: readonly string[]): void => {
    for (const name of names) of[name] = stepped(of[name] as Work);
  };
  const write = handle['write'] as Work;
  handle['write'] = async function (this: unknown, bytes, from, length, at) {
    steps += 1;
    if (isLast()) {
      await write.call(this, bytes, from, Math.floor(Number(length) / 2), at);
      process.kill(process.pid, 'SIGKILL');
    }
    return write.call(this, bytes, from, length, at);
  };
  countIn(handle, ['write', 'writeFile', 'sync', 'truncate']);
  countIn(all, ['mkdir', 'open', 'rename', 'rm', 'truncate']);
  syncBuiltinESMExports();
}

function machineInFile(): ReturnType<typeof recorded> {
  const machine = recorded(JSON.parse(readFileSync(task.machine, 'utf8')) as MachineImage);
  const save = (): void => {
    writeFileSync(`${task.machine}.new`, JSON.stringify(machine.image()));
    renameSync(`${task.machine}.new`, task.machine);
  };
  const saved =
    <Args extends unknown[]>(change: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      step();
      await change(...args);
      save();
      step();
    };
  return { ...machine, write: saved(machine.write), restore: saved(machine.restore) };
}

/** The scheduled task of the PC, in a file beside it. */
function tasksInFile(): ExpiryTasks {
  const path = `${task.machine}.task`;
  const stepping = (change: () => void): Promise<void> => {
    step();
    change();
    step();
    return Promise.resolve();
  };
  return {
    register: (one) => stepping(() => writeFileSync(path, expiryTaskXml(one))),
    remove: () => stepping(() => rmSync(path, { force: true }))
  };
}

const steppedJournal = ({ records, append }: Journal): Journal => ({
  records,
  append: async (record) => {
    step();
    await append(record);
    step();
  }
});

async function work(journal: Journal): Promise<void> {
  const desk = {
    machine: machineInFile(),
    journal: task.steps === 'journal' ? steppedJournal(journal) : journal,
    newId: () => randomBytes(6).toString('hex'),
    expiryTasks: tasksInFile()
  };
  if (task.work === 'hold') {
    process.stdout.write('held\n');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  } else if (task.work === 'undo') {
    const change = readJournal(await journal.records()).find((one) => one.known && stands(one));
    await undoChange(desk, change?.id ?? '', { force: false, dryRun: false });
  } else {
    const fix = fixes.get(task.fix);
    if (fix?.kind !== 'settings') throw new Error(`no such fix: ${task.fix}`);
    await applyFix(desk, fix, task.params);
  }
}

if (task.steps === 'disk') await countDisk();
if (task.work === 'fill')
  for (let made = 0; made < 20; made += 1)
    await withJournal(
      task.store,
      async (journal) => {
        const id = `${task.fix}-${made}`;
        await journal.append({ v: 1, record: 'undoing', id, at: null });
        await journal.append({ v: 1, record: 'undone', id, at: null, by: 'person' });
      },
      { waitMs: 60_000 }
    );
else await withJournal(task.store, work);
process.stdout.write(`${steps}\n`);
