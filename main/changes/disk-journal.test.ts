import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { History } from '../../shared/model/change';
import type { MachineImage } from '../../shared/model/machine-image';
import { changedPc } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { SettingsFix } from '../fixes/define-fix';
import { recorded } from '../machine/recorded';
import { applyFix } from './apply';
import type { Desk } from './desk';
import { withJournal } from './disk-journal';
import { historyOf } from './history';
import { readJournal, type Journal } from './journal';
import type { JournalRecord } from './journal-record';
import { lineOf, nothingYet } from './journal-line';
import { machineStore, readStore, readStores, recordsOf, userStore, type Store } from './journal-store';
import { JournalUnusable } from './journal-unusable';
import { pcOf } from './pc';
import { undoChange } from './undo';

const pc = changedPc('windows-11', () => undefined);
const nlaOff = fixes.get('nla-off') as SettingsFix;

let root = '';
let store: Store = machineStore('');
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reconnect-journal-'));
  store = machineStore(root);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

let made = 0;
const deskOver = (machine: Desk['machine'], journal: Journal): Desk => ({
  machine,
  journal,
  newId: () => `n${(made += 1)}`
});
const file = (name = 'changes.jsonl'): string => join(store.folder, name);
const ending = (id: string, at: string | null = null): JournalRecord => ({ v: 1, record: 'applied', id, at });
const append = (...records: readonly JournalRecord[]): Promise<void> =>
  withJournal(store, async (journal) => {
    for (const record of records) await journal.append(record);
  });
const ids = (records: readonly unknown[]): unknown[] =>
  records.map((record) => (record as { id: unknown }).id);
const idsIn = async (): Promise<unknown[]> => ids(recordsOf(store, (await readStore(store)).entries));
const history =
  (image: MachineImage) =>
  (records: readonly unknown[]): History['changes'] =>
    historyOf(pcOf(image), records).changes;

test('a change outlives the process: it is read back, undone and told', async () => {
  const machine = recorded(pc);
  const { changeId } = await withJournal(store, (journal) =>
    applyFix(deskOver(machine, journal), nlaOff, {})
  );
  const kinds = await withJournal(store, async (journal) => {
    await undoChange(deskOver(machine, journal), changeId ?? '', { force: false, dryRun: false });
    return (await journal.records()).map((record) => (record as JournalRecord).record);
  });
  expect(kinds).toEqual(['begin', 'applied', 'undoing', 'undone']);
  expect(machine.image()).toEqual(pc);
  const { tell, unreadable } = await readStores(userStore(root + '-none'), store);
  expect(unreadable).toEqual([]);
  expect(tell(history(pc))).toMatchObject([{ id: changeId, state: 'undone' }]);
});

describe('a record', () => {
  const handles = async (): Promise<FileHandle> => {
    const one = await open(process.execPath);
    await one.close();
    return Object.getPrototypeOf(one) as FileHandle;
  };
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is flushed to the disk before it counts as kept', async () => {
    await append(ending('one'));
    const sync = vi.spyOn(await handles(), 'sync');
    await withJournal(store, async (journal) => {
      for (const [at, id] of ['two', 'three'].entries()) {
        await journal.append(ending(id));
        expect(sync).toHaveBeenCalledTimes(at + 1);
      }
    });
  });

  test('that cannot be flushed is refused and taken away, and the next one can be kept', async () => {
    await append(ending('one'));
    const length = statSync(file()).size;
    vi.spyOn(await handles(), 'sync').mockRejectedValueOnce(Object.assign(new Error(), { code: 'EIO' }));
    await withJournal(store, async (journal) => {
      await expect(journal.append(ending('two'))).rejects.toMatchObject({ reason: 'system', code: 'EIO' });
      expect(statSync(file()).size).toBe(length);
      await journal.append(ending('three'));
    });
    expect(await idsIn()).toEqual(['one', 'three']);
  });
});

describe('the end of a file', () => {
  test('that was cut short is cut off, and the journal goes on', async () => {
    await append(ending('one'), ending('two'));
    const whole = statSync(file()).size;
    for (const bytes of [1, 5, 100]) {
      await append(ending('three'));
      truncateSync(file(), statSync(file()).size - 1 - bytes);
      expect(await idsIn()).toEqual(['one', 'two']);
      await append(ending('four'));
      expect(await idsIn()).toEqual(['one', 'two', 'four']);
      truncateSync(file(), whole);
    }
    expect(readdirSync(store.folder).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  test('that lacks its line feed alone is kept', async () => {
    await append(ending('one'), ending('two'));
    truncateSync(file(), statSync(file()).size - 1);
    await append(ending('three'));
    expect(await idsIn()).toEqual(['one', 'two', 'three']);
    expect((await readStore(store)).current).toMatchObject({ isDamaged: false });
  });

  test('with zeros where a power cut left no data is cleaned up', async () => {
    await append(ending('one'));
    appendFileSync(file(), Buffer.alloc(4096));
    await append(ending('two'));
    expect(readFileSync(file(), 'utf8')).toMatch(/"}\n$/);
    expect(await idsIn()).toEqual(['one', 'two']);
  });

  test('cut short at any byte stops nobody', async () => {
    await append(ending('one'), ending('two'));
    const bytes = readFileSync(file());
    for (let length = 0; length < bytes.length; length += 1) {
      writeFileSync(file(), bytes.subarray(0, length));
      const kept = await idsIn();
      await append(ending('new'));
      expect(await idsIn()).toEqual([...kept, 'new']);
    }
  });
});

describe('a damaged file', () => {
  const damage = (at: number): Buffer => {
    const bytes = readFileSync(file());
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file(), bytes);
    return bytes;
  };

  test('is set aside as it is; what can be proved in it is still told, and the rest is unknown', async () => {
    await append(ending('one'), ending('two'), ending('three'));
    const [first = ''] = readFileSync(file(), 'utf8').split('\n');
    const damaged = damage(first.length + 40);
    expect(await idsIn()).toEqual(['one', 'unknown-machine-2', 'three']);
    await append(ending('four'));
    expect(await idsIn()).toEqual(['one', 'unknown-machine-2', 'three', 'four']);
    expect(readFileSync(file('changes.1.damaged.jsonl'))).toEqual(damaged);
    damage(20);
    await append(ending('five'));
    expect(await idsIn()).toEqual(['one', 'unknown-machine-2', 'three', 'unknown-machine-4', 'five']);
    expect(readFileSync(file('changes.1.damaged.jsonl'))).toEqual(damaged);
    expect(readdirSync(store.folder)).toContain('changes.2.damaged.jsonl');
  });

  test('leaves the changes in it undoable, and history says what is unknown', async () => {
    const machine = recorded(pc);
    const { changeId } = await withJournal(store, (journal) =>
      applyFix(deskOver(machine, journal), nlaOff, {})
    );
    damage(statSync(file()).size - 30);
    const { tell } = await readStores(userStore(root + '-none'), store);
    expect(tell(history(machine.image())).map(({ state }) => state)).toEqual(['applied', 'unknown']);
    await withJournal(store, (journal) =>
      undoChange(deskOver(machine, journal), changeId ?? '', { force: false, dryRun: false })
    );
    expect(machine.image()).toEqual(pc);
  });

  test('that is no journal at all stops nobody', async () => {
    await append(ending('one'));
    writeFileSync(file(), 'something else\n'.repeat(100));
    await append(ending('two'));
    expect(await idsIn()).toEqual(['unknown-machine-1', 'two']);
  });
});

test('records of a later version are kept, and told as unknown', async () => {
  await append(ending('one'));
  const { end } = await readStore(store);
  const later = { v: 2, record: 'begin', id: 'later', fix: 'new-fix', odd: [1] };
  appendFileSync(file(), lineOf(end, later, null).line);
  await append(ending('three'));
  const { entries } = await readStore(store);
  expect(entries[1]?.record).toEqual(later);
  expect(readJournal(recordsOf(store, entries))).toMatchObject([{ known: false, id: 'later' }]);
});

test('a record that none of our versions writes is unknown; those beside it stay', async () => {
  const machine = recorded(pc);
  await withJournal(store, (journal) => applyFix(deskOver(machine, journal), nlaOff, {}));
  const { end, entries } = await readStore(store);
  const begin = entries[0]?.record as { changes: { after: unknown }[] };
  const forged = { ...begin, id: 'forged', changes: [{ ...begin.changes[0], after: ['REG_DWORD', 99] }] };
  const second = lineOf(end, forged, null);
  appendFileSync(file(), Buffer.concat([second.line, lineOf(second.end, begin, null).line]));
  const records = recordsOf(store, (await readStore(store)).entries);
  expect(readJournal(records)).toMatchObject([
    { known: true, fix: 'nla-off', phase: 'applied' },
    { known: false, id: 'unknown-machine-3' },
    { known: false, id: 'unknown-machine-4' }
  ]);
  const { tell } = await readStores(userStore(root + '-none'), store);
  expect(tell(history(machine.image())).map(({ state }) => state)).toEqual(['applied', 'unknown', 'unknown']);
});

describe('two journals', () => {
  test('are told in the order in which they were written, whatever the clocks said', async () => {
    const own = userStore(root);
    const other: Store = { ...machineStore(root), folder: join(root, 'machine', 'Changes') };
    const write = async (to: Store, id: string, at: string): Promise<void> =>
      withJournal(to, (journal) => journal.append(ending(id, at)), to === own ? { beside: other } : {});
    mkdirSync(join(root, 'machine'));
    await write(own, 'a', '2026-05-01T00:00:00Z');
    await write(other, 'b', '2020-01-01T00:00:00Z');
    await write(other, 'c', '2030-01-01T00:00:00Z');
    await write(own, 'd', '2019-01-01T00:00:00Z');
    await write(other, 'e', '2018-01-01T00:00:00Z');
    const { tell } = await readStores(own, other);
    expect(tell(ids)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('of which one cannot be read: the other is told, with the reason', async () => {
    await append(ending('one'));
    const broken: Store = { ...machineStore(root), folder: join(root, 'machine') };
    mkdirSync(join(broken.folder, 'changes.jsonl'), { recursive: true });
    const { tell, unreadable } = await readStores({ ...store, name: 'user' }, broken);
    expect(tell(ids)).toEqual(['one']);
    expect(unreadable).toMatchObject([{ reason: 'system', code: 'EISDIR' }]);
  });

  test('hold what is theirs alone: what a program of the person writes as if it were a change of the whole PC is unknown', async () => {
    const machine = recorded(pc);
    await withJournal(store, (journal) => applyFix(deskOver(machine, journal), nlaOff, {}));
    const { entries } = await readStore(store);
    const own = userStore(join(root, 'own'));
    mkdirSync(join(root, 'own'));
    const [begin] = entries.map(({ record }) => record as JournalRecord & { record: 'begin' });
    if (!begin) throw new Error('nothing was noted');
    await withJournal(own, async (journal) => {
      await journal.append(begin);
      await journal.append({ ...begin, id: 'other-fix', fix: 'a-later-fix' });
      await journal.append({ ...begin, id: 'other-settings', changes: [] });
    });
    const forged = readJournal(recordsOf(own, (await readStore(own)).entries));
    expect(forged.map(({ known }) => known)).toEqual([false, false, false]);
    const { tell } = await readStores(own, store);
    expect(tell(readJournal).filter(({ known }) => known)).toMatchObject([{ id: begin.id }]);
  });
});

describe('the lock', () => {
  const lock = (): string => file('changes.lock');
  const soon = (): Promise<string> => withJournal(store, () => Promise.resolve('mine'), { waitMs: 100 });
  beforeEach(() => append(ending('one')));

  test('is gone when the work is done, and when it fails', async () => {
    await expect(withJournal(store, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(store.folder)).not.toContain('changes.lock');
  });

  test('keeps others out as long as it is held, in this process too', async () => {
    await withJournal(store, () => expect(soon()).rejects.toMatchObject({ reason: 'in-use' }));
    expect(await soon()).toBe('mine');
  });

  test.each([
    ['by a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, token: 'x' }), 0],
    [
      'by an earlier process with the number of this one',
      JSON.stringify({ pid: process.pid, token: 'x' }),
      0
    ],
    ['long ago by a process whose number another has now', JSON.stringify({ pid: 1, token: 'x' }), 3600],
    ['ahead of a clock that was set back', JSON.stringify({ pid: 1, token: 'x' }), -3600],
    ['by a process that was killed before it wrote its number', '', 10]
  ])('that was left %s is taken over', async (_left, text, ageSeconds) => {
    writeFileSync(lock(), text);
    const time = Date.now() / 1000 - ageSeconds;
    utimesSync(lock(), time, time);
    expect(await soon()).toBe('mine');
  });

  test('of a process that lives is left alone', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: 1, token: 'x' }));
    await expect(soon()).rejects.toMatchObject({ reason: 'in-use' });
    rmSync(lock());
  });

  test('that somebody took over keeps the first from writing', async () => {
    const work = withJournal(store, async (journal) => {
      writeFileSync(lock(), JSON.stringify({ pid: 1, token: 'another' }));
      await journal.append(ending('two'));
    });
    await expect(work).rejects.toMatchObject({ name: 'JournalUnusable', reason: 'in-use' });
    expect(readdirSync(store.folder)).toContain('changes.lock');
    expect(await idsIn()).toEqual(['one']);
  });
});

/** Tries to make a change, which is to be refused before anything was written. */
async function refused(reason: string, spoil: () => void = () => undefined): Promise<void> {
  const machine = recorded(pc);
  const applying = withJournal(store, (journal) => {
    spoil();
    return applyFix(deskOver(machine, journal), nlaOff, {});
  });
  await expect(applying).rejects.toThrow(JournalUnusable);
  await expect(applying).rejects.toMatchObject({ reason });
  expect(machine.image()).toEqual(pc);
}

describe('a change that cannot be noted is not made', () => {
  test('where what the folder belongs in is not there', async () => {
    store = machineStore(join(root, 'pulled-out'));
    await refused('folder-gone');
    expect(readdirSync(root)).toEqual([]);
  });

  test('where the folder vanishes before the first record, or between two', async () => {
    await refused('folder-gone', () => rmSync(store.folder, { recursive: true }));
    const work = withJournal(store, async (journal) => {
      await journal.append(ending('one'));
      rmSync(file());
      writeFileSync(file(), '');
      await journal.append(ending('two'));
    });
    await expect(work).rejects.toMatchObject({ reason: 'changed' });
  });

  test('where somebody wrote into the file without asking', async () => {
    const work = withJournal(store, async (journal) => {
      await journal.append(ending('one'));
      appendFileSync(file(), 'more\n');
      await journal.append(ending('two'));
    });
    await expect(work).rejects.toMatchObject({ reason: 'changed' });
  });

  test('where a file is in the place of the folder', async () => {
    mkdirSync(join(root, 'Reconnect'));
    writeFileSync(store.folder, '');
    await refused('folder-gone');
  });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
if (!mayMount)
  process.stdout.write('full and read-only disks are not tested: mounting one needs root on Linux\n');
// Where everything is to be tested, a test that cannot run is one that fails.
describe.skipIf(!mayMount && !process.env['CI'])('a disk of 512 KiB', () => {
  const remount = (options: string): void => {
    execFileSync('mount', ['-o', `remount,${options}`, root]);
  };
  const fill = (): void => {
    const { bavail, bsize } = statfsSync(root);
    writeFileSync(join(root, 'filling'), Buffer.alloc(Number(bavail) * Number(bsize), 1));
    expect(statfsSync(root).bavail).toBe(0);
  };
  beforeEach(() => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'reconnect-test', root]);
  });
  afterEach(() => {
    execFileSync('umount', [root]);
  });

  test('that is full refuses a change, the first and a later one, and the journal stays whole', async () => {
    mkdirSync(store.folder, { recursive: true });
    fill();
    await refused('disk-full');
    rmSync(join(root, 'filling'));
    await append(ending('one'));
    fill();
    await refused('disk-full');
    expect(await idsIn()).toEqual(['one']);
    rmSync(join(root, 'filling'));
    await append(ending('two'));
    expect(await idsIn()).toEqual(['one', 'two']);
    expect((await readStore(store)).current).toMatchObject({ isDamaged: false });
  });

  test('that fills up after a change was begun still lets it end, and be undone', async () => {
    const machine = recorded(pc);
    const filling: Desk['machine'] = {
      ...machine,
      write: (place, state) => {
        fill();
        return machine.write(place, state);
      }
    };
    const { changeId } = await withJournal(store, (journal) =>
      applyFix(deskOver(filling, journal), nlaOff, {})
    );
    expect(statfsSync(root).bavail).toBeLessThan(32);
    rmSync(join(root, 'filling'));
    fill();
    await withJournal(store, (journal) =>
      undoChange(deskOver(machine, journal), changeId ?? '', { force: false, dryRun: false })
    );
    expect(machine.image()).toEqual(pc);
    expect(await readStore(store)).toMatchObject({ entries: { length: 4 }, current: { isDamaged: false } });
  });

  test('that is read-only refuses a change, and is read', async () => {
    await append(ending('one'));
    remount('ro');
    await refused('read-only');
    expect(await idsIn()).toEqual(['one']);
    remount('rw');
  });

  test('that becomes read-only after the journal was opened refuses it too', async () => {
    await append(ending('one'));
    const work = withJournal(store, async (journal) => {
      remount('ro');
      await journal.append(ending('two'));
    });
    await expect(work).rejects.toMatchObject({ reason: 'read-only' });
    remount('rw');
    expect(await idsIn()).toEqual(['one']);
  });
});

test('10,000 changes are read, and their history told', async () => {
  const machine = recorded(pc);
  await withJournal(store, (journal) => applyFix(deskOver(machine, journal), nlaOff, {}));
  const begin = (await readStore(store)).entries[0]?.record as object;
  const lines: Buffer[] = [];
  let end = nothingYet;
  for (let at = 0; at < 10_000; at += 1)
    for (const record of [
      { ...begin, id: `nla-off-${at}` },
      { v: 1, record: 'undone', id: `nla-off-${at}`, at: null, by: 'person' }
    ]) {
      const next = lineOf(end, record, null);
      lines.push(next.line);
      end = next.end;
    }
  writeFileSync(file(), Buffer.concat(lines));
  const took: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    const { tell } = await readStores(userStore(root + '-none'), store);
    expect(tell(history(pc))).toHaveLength(10_000);
    took.push(performance.now() - start);
  }
  const ms = Math.round(Math.min(...took));
  process.stdout.write(`10,000 changes (${statSync(file()).size} bytes): history in ${ms} ms\n`);
});
