import { describe, expect, test } from 'vitest';
import { changedPc, rdpTcp, setValue } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { SettingsFix } from '../fixes/define-fix';
import { WriteFailed } from '../machine/writing';
import { applyFix, clockOf } from './apply';
import type { Desk, ExpiryTask, ExpiryTasks } from './desk';
import { restoreExpired } from './expiry';
import { imageDesk, type ImageDesk } from './image-desk';
import { pcOf } from './pc';
import { findUnfinished, recover } from './recovery';
import { undoChange } from './undo';

const fixOf = (id: string): SettingsFix => fixes.get(id) as SettingsFix;
const pc = changedPc('windows-11', () => undefined);
const begun = Date.parse(clockOf(pcOf(pc)) ?? '');
const over = begun + 30 * 60_000;
const plain = { force: false, dryRun: false };

/** The tasks of a PC, and all that happened to PC, journal and tasks, in turn. */
function withTasks(desk: ImageDesk, more: Partial<ExpiryTasks> = {}) {
  const tasks = new Map<string, ExpiryTask>();
  const turns: string[] = [];
  const noted =
    <Args extends unknown[], T>(name: string, work: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> => {
      turns.push(name);
      return work(...args);
    };
  const changed: Desk = {
    ...desk,
    machine: {
      ...desk.machine,
      write: noted('write', desk.machine.write),
      restore: noted('restore', desk.machine.restore)
    },
    journal: {
      records: desk.journal.records,
      append: (record) => noted(record.record, desk.journal.append)(record)
    },
    expiryTasks: {
      register: noted(
        'register',
        more.register ?? ((task) => Promise.resolve(void tasks.set(task.changeId, task)))
      ),
      remove: noted('remove', more.remove ?? ((id) => Promise.resolve(void tasks.delete(id))))
    }
  };
  return { desk: changed, tasks, turns };
}
const refusing = (detail: string) => (): Promise<never> => Promise.reject(new WriteFailed(detail));

describe('a downgrade', () => {
  test('has its task before its first write, with what was there and the time', async () => {
    const { desk, tasks, turns } = withTasks(imageDesk(pc));
    const { changeId } = await applyFix(desk, fixOf('nla-off'), {});
    expect(turns).toEqual(['begin', 'register', 'write', 'applied']);
    expect([...tasks.values()]).toMatchObject([
      {
        changeId,
        expiresAt: new Date(over).toISOString(),
        seconds: 1800,
        endsAtRestart: true,
        returns: [{ place: { value: 'UserAuthentication' }, to: ['REG_DWORD', 1] }]
      }
    ]);
  });

  test('that a restart of Windows brings about is not ended by that restart', async () => {
    const { desk, tasks } = withTasks(imageDesk(pc));
    await applyFix(desk, fixOf('old-tls-on'), { role: 'host', version: '1.0' });
    expect([...tasks.values()]).toMatchObject([
      { endsAtRestart: false, returns: [{ to: null }, { to: null }] }
    ]);
  });

  test('is not made where Windows does not take the task, and the task is gone', async () => {
    const desk = imageDesk(pc);
    const { desk: without, turns } = withTasks(desk, { register: refusing('schtasks ended with 1') });
    await expect(applyFix(without, fixOf('nla-off'), {})).rejects.toMatchObject({
      reason: 'no-expiry-task',
      where: expect.stringMatching(/^\\Reconnect\\nla-off-/) as string,
      detail: 'schtasks ended with 1'
    });
    expect(turns).toEqual(['begin', 'register', 'remove', 'failed']);
    expect(desk.image()['registry']).toEqual(pc['registry']);
    expect(await findUnfinished(without)).toEqual([]);
  });

  test('whose writing fails leaves no task behind', async () => {
    const { desk, tasks } = withTasks(imageDesk(pc));
    const stuck: Desk = { ...desk, machine: { ...desk.machine, write: refusing('error 5') } };
    await expect(applyFix(stuck, fixOf('nla-off'), {})).rejects.toMatchObject({ reason: 'failed' });
    expect(tasks.size).toBe(0);
  });

  test('over what another downgrade has written ends with what was before both', async () => {
    const desk = imageDesk(pc);
    await applyFix(desk, fixOf('security-layer-rdp'), {});
    // Somebody takes the first back by hand, and weakens it again in another way.
    const { desk: later, tasks } = withTasks(desk);
    const weaker = { ...fixOf('security-layer-rdp'), id: 'security-layer-rdp' };
    const twice: SettingsFix = {
      ...weaker,
      changes: (at, params) =>
        weaker.changes(at, params).map((target) => ({ ...target, to: ['REG_DWORD', 1] as const }))
    };
    await applyFix(later, twice, {});
    expect([...tasks.values()]).toMatchObject([{ returns: [{ to: ['REG_DWORD', 2] }] }]);
  });

  test('and no other change has a task; over a recording none has', async () => {
    const { desk, turns } = withTasks(
      imageDesk(
        changedPc('windows-11', (one) => setValue(one, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]))
      )
    );
    await applyFix(desk, fixOf('nla-on'), {});
    expect(turns).toEqual(['begin', 'write', 'applied']);
    expect(await applyFix(imageDesk(pc), fixOf('nla-off'), {})).toMatchObject({ applied: true });
  });
});

describe('what is taken back', () => {
  test.each(['person', 'expiry'] as const)(
    'by %s takes its task away, and is noted after that',
    async (by) => {
      const { desk, tasks, turns } = withTasks(imageDesk(pc));
      const { changeId } = await applyFix(desk, fixOf('nla-off'), {});
      turns.length = 0;
      if (by === 'person') await undoChange(desk, changeId ?? '', plain);
      else await restoreExpired(desk, over);
      expect(turns).toEqual(['undoing', 'restore', 'remove', 'undone']);
      expect(tasks.size).toBe(0);
      expect((await desk.journal.records()).at(-1)).toMatchObject({ by });
    }
  );

  test('is not over as long as its task is there, and is finished later', async () => {
    let isStuck = true;
    const tasks = new Set<string>();
    const { desk } = withTasks(imageDesk(pc), {
      register: ({ changeId }) => Promise.resolve(void tasks.add(changeId)),
      remove: (id) => (isStuck ? refusing('schtasks ended with 5')() : Promise.resolve(void tasks.delete(id)))
    });
    const { changeId } = await applyFix(desk, fixOf('nla-off'), {});
    const id = changeId ?? '';
    await expect(undoChange(desk, id, plain)).rejects.toMatchObject({
      reason: 'failed',
      where: `\\Reconnect\\${id}`
    });
    expect(await findUnfinished(desk)).toMatchObject([{ found: 'before', ways: ['finish', 'keep'] }]);
    isStuck = false;
    await recover(desk, id, 'finish');
    expect(await findUnfinished(desk)).toEqual([]);
    expect(tasks.size).toBe(0);
  });

  test('with a change that lay over a downgrade takes the task of that one too', async () => {
    const { desk, tasks } = withTasks(imageDesk(pc));
    await applyFix(desk, fixOf('security-layer-rdp'), {});
    const { changeId } = await applyFix(desk, fixOf('security-layer-negotiate'), {});
    expect(tasks.size).toBe(1);
    await undoChange(desk, changeId ?? '', plain);
    expect(tasks.size).toBe(0);
  });

  test('and kept as it was found leaves no task either', async () => {
    const { desk, tasks } = withTasks(imageDesk(pc));
    const cut: Desk = {
      ...desk,
      machine: { ...desk.machine, write: () => Promise.reject(new Error('cut')) }
    };
    await expect(applyFix(cut, fixOf('nla-off'), {})).rejects.toThrow('cut');
    expect(tasks.size).toBe(1);
    const [one] = await findUnfinished(desk);
    await recover(desk, one?.change.id ?? '', 'keep');
    expect(tasks.size).toBe(0);
  });
});

test('who makes a change is noted, where that is known', async () => {
  for (const [who, noted] of [
    ['PC7\\anna', 'PC7\\anna'],
    [null, undefined],
    [undefined, undefined]
  ] as const) {
    const desk = imageDesk(pc);
    await applyFix(who === undefined ? desk : { ...desk, who }, fixOf('nla-off'), {});
    const [begin] = (await desk.journal.records()) as readonly { readonly who?: string }[];
    expect(begin?.who).toBe(noted);
  }
});
