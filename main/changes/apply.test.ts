import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineImage, RegistryData } from '../../shared/model/machine-image';
import { changedPc, rdpTcp, setValue } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { SettingsFix } from '../fixes/define-fix';
import { WriteFailed, type WritableMachine } from '../machine/writing';
import { applyFix } from './apply';
import type { Desk } from './desk';
import { historyOf } from './history';
import { imageDesk } from './image-desk';
import { JournalCorrupt } from './journal';
import { pcOf } from './pc';
import { Refused } from './refused';
import { NoSuchChange, undoAll, undoChange } from './undo';

const dword = (value: number): RegistryData => ['REG_DWORD', value];
const limited = (): MachineImage =>
  changedPc('windows-11', (pc) => {
    setValue(pc, rdpTcp, 'MaxInstanceCount', dword(3));
    setValue(pc, rdpTcp, 'LanAdapter', dword(2));
  });
function settingsFix(id: string): SettingsFix {
  const fix = fixes.get(id);
  if (fix?.kind !== 'settings') throw new Error(id);
  return fix;
}
const limits = settingsFix('listener-limits-reset');
const plain = { force: false, dryRun: false };

/** A desk whose machine fails as it is told; everything it was asked for is noted in order. */
function failing(how: Partial<Record<'write' | 'restore', (nth: number) => 'fails' | 'lies' | 'works'>>): {
  desk: Desk & { image: () => MachineImage };
  asked: string[];
} {
  const desk = imageDesk(limited());
  const asked: string[] = [];
  const count = { write: 0, restore: 0 };
  const as = async (what: 'write' | 'restore', work: () => Promise<void>): Promise<void> => {
    asked.push(what);
    const outcome = how[what]?.((count[what] += 1)) ?? 'works';
    if (outcome === 'fails') throw new WriteFailed('error 5');
    if (outcome === 'works') await work();
  };
  const machine: WritableMachine = {
    ...desk.machine,
    write: (place, state) => as('write', () => desk.machine.write(place, state)),
    restore: (place, capture) => as('restore', () => desk.machine.restore(place, capture))
  };
  const journal = {
    records: desk.journal.records,
    append: (record: Parameters<Desk['journal']['append']>[0]) => {
      asked.push(record.record);
      return desk.journal.append(record);
    }
  };
  return { desk: { ...desk, machine, journal }, asked };
}
const image = (one: MachineImage): string => JSON.stringify({ ...one, changes: undefined });
const stateOf = async (desk: Desk & { image: () => MachineImage }): Promise<string | undefined> =>
  historyOf(pcOf(desk.image()), await desk.journal.records()).changes[0]?.state;

describe('making a change', () => {
  it('keeps the note before the first write', async () => {
    const { desk, asked } = failing({});
    await applyFix(desk, limits, {});
    expect(asked).toEqual(['begin', 'write', 'write', 'applied']);
  });
  it('writes nothing where the note cannot be kept', async () => {
    const { desk } = failing({});
    const append = (): Promise<void> => Promise.reject(new Error('ENOSPC'));
    await expect(applyFix({ ...desk, journal: { ...desk.journal, append } }, limits, {})).rejects.toThrow(
      'ENOSPC'
    );
    expect(image(desk.image())).toBe(image(limited()));
  });
  it.each(['fails', 'lies'] as const)('puts everything back where a write %s', async (outcome) => {
    const { desk, asked } = failing({ write: (nth) => (nth === 2 ? outcome : 'works') });
    await expect(applyFix(desk, limits, {})).rejects.toMatchObject({
      reason: 'failed',
      where: `${rdpTcp}\\LanAdapter`,
      detail: outcome === 'fails' ? 'error 5' : 'not-taken',
      stayed: []
    });
    expect(asked).toEqual(['begin', 'write', 'write', 'restore', 'restore', 'failed']);
    expect(image(desk.image())).toBe(image(limited()));
    expect(await stateOf(desk)).toBe('undone');
  });
  it('says exactly what stayed where that fails too, and undo takes it back later', async () => {
    const { desk } = failing({
      write: (nth) => (nth === 2 ? 'fails' : 'works'),
      restore: (nth) => (nth === 2 ? 'fails' : 'works')
    });
    await expect(applyFix(desk, limits, {})).rejects.toMatchObject({
      reason: 'failed',
      where: `${rdpTcp}\\LanAdapter`,
      detail: 'error 5',
      stayed: [`${rdpTcp}\\MaxInstanceCount`]
    });
    expect(await stateOf(desk)).toBe('partly');
    const [{ id } = { id: '' }] = historyOf(pcOf(desk.image()), await desk.journal.records()).changes;
    await undoChange(desk, id, plain);
    expect(image(desk.image())).toBe(image(limited()));
    expect(await stateOf(desk)).toBe('undone');
  });
  it('does nothing where the PC is another one than the person agreed to', async () => {
    const { desk, asked } = failing({});
    const plan = await applyFix(desk, limits, {}, 'a hash of what was there before');
    expect(plan).toMatchObject({ applied: false, changeId: null });
    expect(plan.changes).toHaveLength(2);
    expect(asked).toEqual([]);
  });
  it('never gives a name twice', async () => {
    const desk = imageDesk(limited());
    const names = ['a', 'a', 'a', 'b'];
    const same: Desk = { ...desk, newId: () => names.shift() ?? 'c' };
    const first = await applyFix(same, limits, {});
    await undoChange(same, first.changeId ?? '', plain);
    const second = await applyFix(same, limits, {});
    expect([first.changeId, second.changeId]).toEqual(['listener-limits-reset-a', 'listener-limits-reset-b']);
  });
});

describe('an undo that fails half-way', () => {
  it('can be gone on with', async () => {
    const { desk } = failing({ restore: (nth) => (nth === 2 ? 'fails' : 'works') });
    const { changeId } = await applyFix(desk, limits, {});
    await expect(undoChange(desk, changeId ?? '', plain)).rejects.toMatchObject({ reason: 'failed' });
    expect(await stateOf(desk)).toBe('partly');
    await undoChange(desk, changeId ?? '', plain);
    expect(image(desk.image())).toBe(image(limited()));
  });
});

describe('a journal that somebody has written in', () => {
  it('is read, refused, or leaves everything as it was', async () => {
    const desk = imageDesk(limited());
    await applyFix(desk, limits, {});
    await applyFix(desk, settingsFix('keep-alive-on'), {});
    await applyFix(desk, settingsFix('nla-off'), {});
    const before = JSON.stringify(desk.image());
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]): void => {
      paths.push(path);
      if (Array.isArray(value)) value.forEach((one, at) => walk(one, [...path, at]));
      else if (typeof value === 'object' && value !== null)
        for (const [name, one] of Object.entries(value)) walk(one, [...path, name]);
    };
    walk(desk.image()['changes'], []);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.jsonValue({ maxDepth: 2 }),
        fc.boolean(),
        async (path, value, force) => {
          const forged = JSON.parse(before) as Record<string, unknown>;
          let at = forged as Record<string | number, unknown>;
          for (const part of ['changes', ...path].slice(0, -1)) at = at[part] as typeof at;
          at[['changes', ...path].at(-1) ?? 'changes'] = value;
          try {
            const later = imageDesk(forged as unknown as MachineImage);
            historyOf(pcOf(later.image()), await later.journal.records());
            await undoAll(later, { force, dryRun: false });
          } catch (error) {
            const known = [JournalCorrupt, Refused, NoSuchChange].some((kind) => error instanceof kind);
            if (!known) throw error;
          }
        }
      ),
      { numRuns: 400 }
    );
  });
});
