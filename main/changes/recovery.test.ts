import { describe, expect, test } from 'vitest';
import { changedPc, setValue } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { SettingsFix } from '../fixes/define-fix';
import { applyFix } from './apply';
import type { Desk } from './desk';
import { historyOf } from './history';
import { imageDesk, type ImageDesk } from './image-desk';
import { readJournal } from './journal';
import { pcOf } from './pc';
import { findUnfinished, recover, unfinishedOf } from './recovery';
import { NoSuchChange, undoChange } from './undo';

/** Two settings at once: what is cut short can lie between them. */
const fix = fixes.get('tls12-on') as SettingsFix;
const params = { role: 'host' };
const tls12 =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server';

const pc = changedPc('windows-11', (draft) => {
  setValue(draft, tls12, 'Enabled', ['REG_DWORD', 0]);
  setValue(draft, tls12, 'DisabledByDefault', ['REG_DWORD', 1]);
});

class Cut extends Error {}

/** A desk that stops dead at its `last`-th step, as in a power cut. */
function cutAt(desk: ImageDesk, last: number): Desk {
  let step = 0;
  const unlessCut = <T>(work: () => Promise<T>): Promise<T> => {
    step += 1;
    return step > last ? Promise.reject(new Cut()) : work();
  };
  return {
    ...desk,
    machine: {
      ...desk.machine,
      write: (place, state) => unlessCut(() => desk.machine.write(place, state)),
      restore: (place, capture) => unlessCut(() => desk.machine.restore(place, capture))
    },
    journal: {
      records: desk.journal.records,
      append: (record) => unlessCut(() => desk.journal.append(record))
    }
  };
}

/** Steps: the note, two writes, and the note of the end. */
async function cutApply(last: number): Promise<{ desk: ImageDesk; id: string }> {
  const desk = imageDesk(pc);
  await expect(applyFix(cutAt(desk, last), fix, params)).rejects.toThrow(Cut);
  return { desk, id: (await findUnfinished(desk))[0]?.change.id ?? '' };
}

async function cutUndo(last: number): Promise<{ desk: ImageDesk; id: string }> {
  const desk = imageDesk(pc);
  const { changeId } = await applyFix(desk, fix, params);
  const id = changeId ?? '';
  await expect(undoChange(cutAt(desk, last), id, { force: false, dryRun: false })).rejects.toThrow(Cut);
  return { desk, id };
}

const registryOf = (desk: ImageDesk): unknown => desk.image()['registry'];
const whole = await (async () => {
  const desk = imageDesk(pc);
  await applyFix(desk, fix, params);
  return registryOf(desk);
})();
const stateOf = async (desk: ImageDesk): Promise<string | undefined> =>
  historyOf(pcOf(desk.image()), await desk.journal.records()).changes.at(-1)?.state;

describe('a change that was cut short', () => {
  test.each([
    [1, 'before', ['before', 'before']],
    [2, 'neither', ['after', 'before']],
    [3, 'after', ['after', 'after']]
  ])('after step %i is told as %s', async (last, found, each) => {
    const { desk } = await cutApply(last);
    expect(await findUnfinished(desk)).toMatchObject([{ found, each, ways: ['finish', 'undo', 'keep'] }]);
  });

  test.each([1, 2, 3])('after step %i can be undone: the PC is as it was', async (last) => {
    const { desk, id } = await cutApply(last);
    await recover(desk, id, 'undo');
    expect(registryOf(desk)).toEqual(pc['registry']);
    expect(await findUnfinished(desk)).toEqual([]);
    expect(await stateOf(desk)).toBe('undone');
  });

  test.each([1, 2, 3])('after step %i can be finished, and then undone', async (last) => {
    const { desk, id } = await cutApply(last);
    await recover(desk, id, 'finish');
    expect(registryOf(desk)).toEqual(whole);
    expect(await findUnfinished(desk)).toEqual([]);
    const made = readJournal(await desk.journal.records()).at(-1)?.id ?? '';
    await undoChange(desk, made, { force: false, dryRun: false });
    expect(registryOf(desk)).toEqual(pc['registry']);
  });

  test.each([
    [1, 'undone'],
    [2, 'partly'],
    [3, 'applied']
  ])('after step %i can be kept: nothing is written, and history says %s', async (last, state) => {
    const { desk, id } = await cutApply(last);
    const before = registryOf(desk);
    expect(await recover(desk, id, 'keep')).toBeNull();
    expect(registryOf(desk)).toEqual(before);
    expect(await findUnfinished(desk)).toEqual([]);
    expect(await stateOf(desk)).toBe(state);
    await undoChange(desk, id, { force: false, dryRun: false });
    expect(registryOf(desk)).toEqual(pc['registry']);
  });

  test('is not finished or undone over what somebody has set since', async () => {
    for (const way of ['finish', 'undo'] as const) {
      const { desk, id } = await cutApply(2);
      const [one] = await findUnfinished(desk);
      const place = one?.change.changes[0]?.place;
      if (!place) throw new Error('nothing was begun');
      await desk.machine.write(place, ['REG_DWORD', 7]);
      expect(await findUnfinished(desk)).toMatchObject([{ found: 'neither', each: ['neither', 'before'] }]);
      const now = registryOf(desk);
      expect(await recover(desk, id, way)).toMatchObject({ refused: 'drifted', applied: false });
      expect(registryOf(desk)).toEqual(now);
    }
  });
});

describe('an undo that was cut short', () => {
  test.each([1, 2, 3])('after step %i is finished by going on', async (last) => {
    const { desk, id } = await cutUndo(last);
    expect(await findUnfinished(desk)).toMatchObject([{ ways: ['finish', 'keep'] }]);
    await recover(desk, id, 'finish');
    expect(registryOf(desk)).toEqual(pc['registry']);
    expect(await findUnfinished(desk)).toEqual([]);
  });

  test('can be kept where it is', async () => {
    const { desk, id } = await cutUndo(2);
    await recover(desk, id, 'keep');
    expect(await stateOf(desk)).toBe('partly');
  });
});

test('what is not cut short is not recovered', async () => {
  const desk = imageDesk(pc);
  const { changeId } = await applyFix(desk, fix, params);
  expect(await findUnfinished(desk)).toEqual([]);
  await expect(recover(desk, changeId ?? '', 'keep')).rejects.toThrow(NoSuchChange);
});

test('a setting that cannot be read is neither', async () => {
  const { desk } = await cutApply(3);
  const changes = readJournal(await desk.journal.records());
  const blind = { ...desk.image(), registry: { unavailable: 'access-denied' as const } };
  expect(unfinishedOf(pcOf(blind), changes)).toMatchObject([{ found: 'neither' }]);
});
