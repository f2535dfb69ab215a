import { describe, expect, it, vi } from 'vitest';
import type { Plan } from '../../shared/model/change';
import { historyStateSchema, type HistoryState } from '../../shared/model/history-state';
import { NotElevated, type Changer, type ChangeWatch } from '../changes/changer';
import { imageChanger } from '../changes/image-changer';
import { JournalUnusable } from '../changes/journal-unusable';
import { findDemoPc } from '../demo/demo-pc';
import { fixes } from '../fixes';
import { CallError } from './call-error';
import { createChangers, type Changers } from './changers';
import { createHistory } from './history';

const clipboard = vi.hoisted(() => ({ text: '' }));
vi.mock('electron', () => ({ clipboard: { writeText: (text: string) => void (clipboard.text = text) } }));
// Its file transport would write beside the tests.
vi.mock('../log', () => ({ logError: () => undefined, logInfo: () => undefined }));

const demo = { kind: 'demo', machine: 'unreachable-host' } as const;
const thisPc = { kind: 'this-pc' } as const;
const image = findDemoPc(demo.machine)?.image ?? { schema: 'reconnect.machine/1' as const };

interface Lab {
  readonly history: ReturnType<typeof createHistory>;
  readonly changers: Changers;
  readonly states: HistoryState[];
  readonly asked: string[];
  readonly saved: string[];
}

/** A history of a recorded PC that stands for this one, and of a demo PC. */
function lab(options: { agrees?: boolean; thisPc?: Partial<Changer> } = {}): Lab {
  const states: HistoryState[] = [];
  const asked: string[] = [];
  const saved: string[] = [];
  const changers = createChangers({
    thisPc: () => ({ ...imageChanger(image), ...options.thisPc }),
    recorded: imageChanger
  });
  const history = createHistory({
    emit: (_group, _event, payload) => void states.push(historyStateSchema.parse(payload)),
    changers,
    ask: ({ message }) => {
      asked.push(message);
      return Promise.resolve(options.agrees ?? true);
    },
    save: ({ content }) => {
      saved.push(content);
      return Promise.resolve('saved');
    }
  });
  return { history, changers, states, asked, saved };
}

const fixOf = (id: string): NonNullable<ReturnType<typeof fixes.get>> => {
  const fix = fixes.get(id);
  if (!fix) throw new Error(id);
  return fix;
};
const make = async (changer: Changer, id: string): Promise<string> =>
  (await changer.apply(fixOf(id), {}, null)).changeId ?? '';
const standings = ({ entries }: HistoryState): string[] =>
  entries.map(({ fix, standing }) => `${fix} ${standing}`);

describe('the history of a window', () => {
  it('hears of what any screen changes, and leaves out demo PCs on which nothing was', async () => {
    const { history, changers, states } = lab();
    expect(await history.current({})).toMatchObject({ known: true, total: 0, pcs: [] });
    const changer = changers.of(demo);
    await history.read({});
    expect(states.at(-1)?.pcs).toEqual([]);
    await make(changer, 'sleep-never');
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ total: 1, pcs: [demo], reading: false }));
    const numbers = states.map(({ sequence }) => sequence);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('takes a change back, tells how far it is, and counts what ends by itself', async () => {
    const { history, changers, states } = lab();
    const id = await make(changers.of(demo), 'nla-off');
    const state = await history.current({});
    expect(state.running).toMatchObject([{ id, standing: 'applied' }]);
    const left = (state.running[0]?.endsAt ?? 0) - Date.now();
    expect(left).toBeGreaterThan(1_700_000);
    expect(left).toBeLessThanOrEqual(1_800_000);
    expect(await history.undo({ pc: demo, id, force: false })).toEqual({ outcome: 'done' });
    expect(states.some(({ work }) => work?.step === 'writing')).toBe(true);
    expect(states.at(-1)).toMatchObject({ work: null, running: [] });
    expect(standings(states.at(-1) as HistoryState)).toEqual(['nla-off undone']);
    expect(await history.undo({ pc: demo, id, force: false })).toEqual({ outcome: 'nothing' });
    await expect(history.undo({ pc: demo, id: 'other', force: false })).rejects.toThrow('no-such-change');
  });

  it('shows what is looked for, page by page, and exports and copies just that', async () => {
    const { history, changers, saved } = lab();
    const changer = changers.of(demo);
    await make(changer, 'sleep-never');
    await make(changer, 'firewall-allow');
    await history.current({});
    const view = { search: '', standing: null, pc: null, most: 1 };
    expect(await history.look(view)).toMatchObject({ matching: 2, entries: [{ fix: 'firewall-allow' }] });
    expect(await history.look({ ...view, search: 'mains' })).toMatchObject({ matching: 1, total: 2 });
    expect(await history.export({ as: 'json' })).toEqual({ file: 'saved' });
    expect(JSON.parse(saved[0] ?? '')).toMatchObject({ changes: [{ fix: 'sleep-never' }] });
    await history.copy({ what: 'shown' });
    expect(clipboard.text).toMatch(
      /^Demo: A laptop that cannot be reached\n\nStay awake on mains: Applied\n/
    );
    await history.look({ ...view, standing: 'drifted' });
    await expect(history.copy({ what: 'shown' })).rejects.toThrow('nothing-to-copy');
  });

  it('asks before it gives back by force what is the person’s own, and Cancel changes nothing', async () => {
    for (const agrees of [false, true]) {
      const { history, changers, asked } = lab({ agrees });
      const id = await make(changers.of(demo), 'sleep-never');
      await history.current({});
      expect(await history.undo({ pc: demo, id, force: true })).toEqual({
        outcome: agrees ? 'done' : 'cancelled'
      });
      expect(asked).toEqual(['Give back what was there before “Stay awake on mains”?']);
    }
    // The elevated side asks for the whole PC's by itself.
    const { history, changers, asked } = lab({ agrees: false });
    const id = await make(changers.of(thisPc), 'sleep-never');
    await history.current({});
    expect(await history.undo({ pc: thisPc, id, force: true })).toEqual({ outcome: 'done' });
    expect(asked).toEqual([]);
  });

  it('asks for the whole PC’s too where this process has an administrator’s rights itself', async () => {
    const asks = async (watch: ChangeWatch | undefined): Promise<never> => {
      if ((await watch?.confirm?.()) === false) throw new NotElevated('declined');
      throw new Error('not asked');
    };
    const recording = imageChanger(image);
    const { history, changers, asked } = lab({
      agrees: false,
      thisPc: {
        ...recording,
        undo: (id, options, watch) => (options.dryRun ? recording.undo(id, options) : asks(watch)),
        recover: (_id, _way, watch) => asks(watch)
      }
    });
    const id = await make(changers.of(thisPc), 'nla-off');
    await history.current({});
    const declined = { key: 'fix.problem.declined' };
    await expect(history.undo({ pc: thisPc, id, force: true })).rejects.toMatchObject(declined);
    await expect(history.recover({ pc: thisPc, id, way: 'finish' })).rejects.toMatchObject(declined);
    expect(asked).toHaveLength(2);
  });

  it('takes everything back only where that is what was shown', async () => {
    const { history, changers, states } = lab();
    const changer = changers.of(demo);
    await make(changer, 'sleep-never');
    const plan = await history.planUndoAll({ pc: demo });
    expect(plan).toMatchObject({ count: 1, drifted: [], changes: [{ setting: 'sleep-after' }] });
    await make(changer, 'firewall-allow');
    expect(await history.undoAll({ pc: demo, hash: plan.hash })).toEqual({ outcome: 'nothing' });
    expect(standings(states.at(-1) as HistoryState)).toEqual([
      'firewall-allow applied',
      'sleep-never applied'
    ]);
    const { hash } = await history.planUndoAll({ pc: demo });
    expect(await history.undoAll({ pc: demo, hash })).toEqual({ outcome: 'done' });
    expect(standings(states.at(-1) as HistoryState)).toEqual(['firewall-allow undone', 'sleep-never undone']);
  });

  it('says why nothing came of it, and what cannot be read, and tells the rest', async () => {
    const { history, changers, states } = lab({
      thisPc: {
        changes: () => Promise.reject(new JournalUnusable('read-only', 'C:\\ProgramData', 'EACCES')),
        undo: () => Promise.reject(new NotElevated('declined'))
      }
    });
    await make(changers.of(demo), 'sleep-never');
    const { gaps, total } = await history.current({});
    expect(gaps).toMatchObject([{ pc: thisPc, key: 'fix.problem.journal.read-only' }]);
    expect(total).toBe(1);
    await expect(history.planUndoAll({ pc: thisPc })).rejects.toMatchObject({ key: 'fix.problem.declined' });
    await expect(history.undoAll({ pc: thisPc, hash: '' })).rejects.toBeInstanceOf(CallError);
    expect(states.at(-1)?.work).toBeNull();
  });

  it('does one thing at a time', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const recorded = imageChanger(image);
    const { history, changers } = lab({
      thisPc: {
        ...recorded,
        undo: async (id, options, watch): Promise<Plan> => {
          await held;
          return recorded.undo(id, options, watch);
        }
      }
    });
    const id = await make(changers.of(thisPc), 'sleep-never');
    await history.current({});
    const first = history.undo({ pc: thisPc, id, force: false });
    await expect(history.undo({ pc: thisPc, id, force: false })).rejects.toThrow('busy');
    release();
    expect(await first).toEqual({ outcome: 'done' });
  });

  it('looks again by itself when the time of a change is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    try {
      const { history, changers, states } = lab();
      await make(changers.of(demo), 'nla-off');
      await history.current({});
      await vi.advanceTimersByTimeAsync(1_800_000 + 1000);
      expect(standings(states.at(-1) as HistoryState)).toEqual(['nla-off expired']);
      expect(states.at(-1)?.running).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('changers', () => {
  it('are one for each PC, and one that cannot be opened fails what is asked of it and not the start', async () => {
    const made = vi.fn(() => {
      throw new NotElevated('failed', 'x');
    });
    const changers = createChangers({ thisPc: made, recorded: imageChanger });
    expect(changers.of(demo)).toBe(changers.of({ ...demo }));
    expect(made).not.toHaveBeenCalled();
    await expect(changers.of(thisPc).changes()).rejects.toBeInstanceOf(NotElevated);
    expect(() => changers.of({ kind: 'demo', machine: 'none' })).toThrow('no-machine');
    await changers.close();
  });
});
