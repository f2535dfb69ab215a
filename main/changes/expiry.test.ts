import { describe, expect, test } from 'vitest';
import { changedPc } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { SettingsFix } from '../fixes/define-fix';
import { WriteFailed } from '../machine/writing';
import { applyFix, clockOf } from './apply';
import type { Desk } from './desk';
import { expiredOf, restoreExpired } from './expiry';
import { historyOf } from './history';
import { imageDesk, type ImageDesk } from './image-desk';

import { readJournal, type Change } from './journal';
import { pcOf } from './pc';

const fixOf = (id: string): SettingsFix => fixes.get(id) as SettingsFix;
const pc = changedPc('windows-11', () => undefined);
const begun = Date.parse(clockOf(pcOf(pc)) ?? '');
const minute = 60_000;
const over = begun + 30 * minute;

async function withNlaOff(): Promise<ImageDesk> {
  const desk = imageDesk(pc);
  await applyFix(desk, fixOf('nla-off'), {});
  return desk;
}
const expiredAt = async (desk: Desk, now: number): Promise<string[]> =>
  expiredOf(readJournal(await desk.journal.records()), now).map(({ fix }) => fix);

describe('which downgrades are over', () => {
  test('those of half an hour ago', async () => {
    const desk = await withNlaOff();
    expect(await expiredAt(desk, begun)).toEqual([]);
    expect(await expiredAt(desk, over - 1)).toEqual([]);
    expect(await expiredAt(desk, over)).toEqual(['nla-off']);
  });

  test('those made at a time that is yet to come: the clock was set back', async () => {
    expect(await expiredAt(await withNlaOff(), begun - 1)).toEqual(['nla-off']);
  });

  test('those of which nobody knows when they were made, or that claim more time than any may have', async () => {
    const desk = await withNlaOff();
    const [change] = readJournal(await desk.journal.records());
    if (!change?.known) throw new Error('nothing was made');
    const ids = (...of: readonly object[]): number =>
      expiredOf(
        of.map((one) => ({ ...change, ...one })),
        over
      ).length;
    expect(ids({ at: null }, { expiresAt: null }, { at: null, expiresAt: null })).toBe(3);
    expect(ids({ expiresAt: '2999-01-01T00:00:00Z' })).toBe(1);
    expect(ids({ risk: 'safe', expiresAt: null }, { phase: 'undone' }, { phase: 'expired' })).toBe(0);
  });

  test('those that were cut short too', async () => {
    const desk = await withNlaOff();
    const [begin] = await desk.journal.records();
    expect(expiredOf(readJournal([begin]), over)).toHaveLength(1);
  });
});

describe('what is over is given back', () => {
  test('once; a second time does nothing', async () => {
    const desk = await withNlaOff();
    expect(await restoreExpired(desk, over)).toMatchObject([{ plan: { applied: true } }]);
    expect(desk.image()['registry']).toEqual(pc['registry']);
    expect((await desk.journal.records()).at(-1)).toMatchObject({ record: 'undone', by: 'expiry' });
    const { length } = await desk.journal.records();
    expect(await restoreExpired(desk, over)).toEqual([]);
    expect(await desk.journal.records()).toHaveLength(length);
  });

  test('whatever stands there now, and also where it was given back already', async () => {
    for (const state of [['REG_DWORD', 7], ['REG_DWORD', 1], ['REG_SZ', 'odd'], null] as const) {
      const desk = await withNlaOff();
      const [change] = readJournal(await desk.journal.records());
      const place = change?.known ? change.changes[0]?.place : undefined;
      if (!place) throw new Error('nothing was made');
      await desk.machine.write(place, state && [...state]);
      await restoreExpired(desk, over);
      expect(desk.image()['registry']).toEqual(pc['registry']);
    }
  });

  test('for all that are over, to what was there before the first', async () => {
    const desk = await withNlaOff();
    await applyFix(desk, fixOf('security-layer-rdp'), {});
    const done = await restoreExpired(desk, over);
    expect(done.map(({ id }) => id.replace(/-[^-]*$/, ''))).toEqual(['security-layer-rdp', 'nla-off']);
    expect(desk.image()['registry']).toEqual(pc['registry']);
  });

  test('and one that fails keeps no other, and is tried again', async () => {
    const desk = await withNlaOff();
    await applyFix(desk, fixOf('security-layer-rdp'), {});
    const stuck: Desk = {
      ...desk,
      machine: {
        ...desk.machine,
        restore: (place, capture) =>
          'value' in place && place.value === 'SecurityLayer'
            ? Promise.reject(new WriteFailed('error 5'))
            : desk.machine.restore(place, capture)
      }
    };
    const done = await restoreExpired(stuck, over);
    expect(done.map((one) => 'error' in one)).toEqual([true, false]);
    expect(await expiredAt(desk, over)).toEqual(['security-layer-rdp']);
    await restoreExpired(desk, over);
    expect(desk.image()['registry']).toEqual(pc['registry']);
  });
});

describe('what its task has ended before the time was over', () => {
  const at = begun + minute;
  const give = (desk: Desk, change: Change): Promise<unknown> =>
    Promise.all(change.changes.map(({ place, capture }) => desk.machine.restore(place, capture)));
  const known = async (desk: Desk): Promise<Change[]> =>
    readJournal(await desk.journal.records()).filter((one): one is Change => one.known);
  const statesOf = async (desk: ImageDesk, hasTasks = true): Promise<string[]> =>
    historyOf(pcOf(desk.image()), await desk.journal.records(), hasTasks).changes.map(({ state }) => state);

  test('is told as ended as soon as it is seen, and noted once by whoever next holds the journal', async () => {
    const desk = await withNlaOff();
    expect(await restoreExpired(desk, at)).toEqual([]);
    const [change] = await known(desk);
    if (!change) throw new Error('nothing was made');
    await give(desk, change);
    expect(await statesOf(desk)).toEqual(['expired']);
    // A recording has no tasks: there somebody has put it back.
    expect(await statesOf(desk, false)).toEqual(['undone']);
    expect(await restoreExpired(desk, at)).toMatchObject([{ id: change.id, plan: { alreadyRight: true } }]);
    expect((await desk.journal.records()).at(-1)).toMatchObject({ record: 'undone', by: 'expiry' });
    expect(await restoreExpired(desk, at)).toEqual([]);
    expect(await statesOf(desk)).toEqual(['expired']);
  });

  test('is not what a person had begun to take back, nor a change that lasts', async () => {
    const desk = await withNlaOff();
    const [change] = await known(desk);
    if (!change) throw new Error('nothing was made');
    await desk.journal.append({ v: 1, record: 'undoing', id: change.id, at: null });
    await give(desk, change);
    expect(await restoreExpired(desk, at)).toEqual([]);
    expect(await statesOf(desk)).toEqual(['undone']);
  });

  test('is not what a newer change has written over', async () => {
    const desk = await withNlaOff();
    await applyFix(desk, fixOf('nla-on'), {});
    expect(await restoreExpired(desk, at)).toEqual([]);
    expect(await statesOf(desk)).toEqual(['applied', 'applied']);
  });
});
