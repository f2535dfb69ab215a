import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import type { ChangedPc } from '../../shared/model/changed-pc';
import type { FindingId } from '../../shared/model/finding-id';
import { fixStateSchema, type FixRun, type FixState } from '../../shared/model/fix-state';
import type { MachineImage } from '../../shared/model/machine-image';
import { NotElevated, type Changer } from '../changes/changer';
import { Halfway } from '../actions/define-action';
import { imageChanger } from '../changes/image-changer';
import { JournalUnusable } from '../changes/journal-unusable';
import { Refused } from '../changes/refused';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy, type DraftPc } from '../demo/machines/sound-pc';
import { endsOf, judgeMachine } from '../diagnosis/judge-machine';
import { pcOf } from '../changes/pc';
import { fixes } from '../fixes';
import { CallError } from './call-error';
import type { Checked } from './checked-pc';
import { createFixes } from './fix';
import type { Question } from './fix-consent';

const clipboard = vi.hoisted(() => ({ text: '' }));
vi.mock('electron', () => ({ clipboard: { writeText: (text: string) => void (clipboard.text = text) } }));
const logged = vi.hoisted(() => ({ errors: [] as unknown[] }));
vi.mock('../log', () => ({
  logError: (_what: string, error: unknown) => logged.errors.push(error),
  logInfo: () => undefined
}));

const nlaOff = (draft: DraftPc): void => setValue(draft, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
const layerRdp = (draft: DraftPc): void => setValue(draft, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);

interface Lab {
  readonly handlers: Handlers<Contract['fix']>;
  readonly states: FixState[];
  readonly current: () => FixRun;
  readonly asked: Question[];
  /** The PCs that were to be looked at again because something else had changed them. */
  readonly lookedAt: readonly ChangedPc[];
  readonly image: () => MachineImage;
  readonly changer: Changer;
  /** Opens the offer of a finding and waits for its plan. */
  readonly open: (finding: FindingId, offer?: number) => Promise<FixRun>;
  /** Makes what is shown, or what another hash stands for, and waits for its end. */
  readonly apply: (hash?: string) => Promise<FixRun>;
  readonly undo: (force?: boolean) => Promise<FixRun>;
  /** Tells as if something else in the window had changed the PC. */
  readonly changedElsewhere: () => void;
}

interface Setup {
  readonly kind?: 'this-pc' | 'demo' | 'elsewhere';
  readonly agrees?: boolean;
  readonly changed?: (changer: Changer) => Partial<Changer>;
  /** What was read for the check; null where it is not at hand. */
  readonly read?: MachineImage | null;
}

function lab(
  change: (draft: DraftPc) => void,
  { kind = 'this-pc', agrees = true, changed, read }: Setup = {}
): Lab {
  const pc = imageChanger(changedPc('windows-11', change));
  const changer: Changer = { ...pc, ...changed?.(pc) };
  const states: FixState[] = [];
  const asked: Question[] = [];
  const lookedAt: ChangedPc[] = [];
  const judge = (): ReturnType<typeof judgeMachine> => judgeMachine(endsOf('host', pc.image()));
  const checked: Checked = {
    findings: judge().findings,
    names: () => ({ pc: 'PC7' }),
    place: () => ({ kind, name: kind === 'demo' ? 'healthy-pc' : null }),
    image: () => (read === undefined ? pc.image() : read),
    plan: null,
    lookAgain: () => Promise.resolve(judge())
  };
  const listeners: (() => void)[] = [];
  const handlers = createFixes({
    emit: (_group, _event, payload) => void states.push(fixStateSchema.parse(payload)),
    findChecked: (_of, runId) => (runId === 'shown' ? checked : null),
    changers: {
      of: () => changer,
      onChanged: (listener) => {
        listeners.push(() =>
          listener(kind === 'demo' ? { kind, machine: 'healthy-pc' } : { kind: 'this-pc' })
        );
        return () => undefined;
      }
    },
    lookAgainAt: (pc) => void lookedAt.push(pc),
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(agrees);
    }
  });
  const current = (): FixRun => states[states.length - 1]?.current as FixRun;
  const settled = async (): Promise<FixRun> => {
    await expect.poll(() => current().status).not.toMatch(/planning|working/);
    return current();
  };
  return {
    handlers,
    states,
    current,
    asked,
    lookedAt,
    image: pc.image,
    changer,
    open: async (finding, offer = 0) => {
      await handlers.open({ of: 'pc', runId: 'shown', finding, side: 'host', offer });
      return settled();
    },
    apply: async (hash = current().plan?.hash ?? '') => {
      await handlers.apply({ fixRunId: current().fixRunId, hash });
      return settled();
    },
    undo: async (force = false) => {
      await handlers.undo({ fixRunId: current().fixRunId, force });
      return settled();
    },
    changedElsewhere: () => listeners.forEach((listener) => listener())
  };
}

beforeEach(() => {
  logged.errors = [];
});

describe('a fix', () => {
  it('is planned, made, looked at again, and taken back to what was there', async () => {
    const on = lab(nlaOff);
    const before = JSON.stringify(on.image());
    const opened = await on.open('nla-off');
    expect(opened).toMatchObject({
      status: 'ready',
      kind: { id: 'nla-on', risk: 'safe' },
      plan: { applied: false }
    });
    expect(JSON.stringify(on.image())).toBe(before);

    const made = await on.apply();
    expect(made).toMatchObject({
      status: 'made',
      plan: { applied: true },
      rechecked: [{ finding: 'nla-off', side: 'host', outcome: 'gone' }]
    });
    expect(on.states[on.states.length - 1]?.made).toMatchObject([
      { state: 'stands', kind: { id: 'nla-on' } }
    ]);

    const undone = await on.undo();
    expect(undone).toMatchObject({ status: 'undone', rechecked: [{ finding: 'nla-off', outcome: 'still' }] });
    expect(on.states[on.states.length - 1]?.made).toMatchObject([{ state: 'undone' }]);
    expect(JSON.stringify({ ...on.image(), changes: undefined })).toBe(before);
  });

  it('tells every change with a number that rises by one', async () => {
    const on = lab(nlaOff);
    await on.open('nla-off');
    await on.apply();
    const numbers = on.states.map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('is shown anew, and not made, where the PC has changed since', async () => {
    const on = lab(layerRdp);
    await on.open('security-layer-rdp');
    const fix = fixes.get('security-layer-tls');
    if (fix) await on.changer.apply(fix, {}, null);
    const shown = await on.apply();
    expect(shown).toMatchObject({ status: 'ready', note: 'changed-since', plan: { applied: false } });
    expect(shown.plan?.changes[0]).toMatchObject({ before: 2, after: 1 });
    expect(await on.apply()).toMatchObject({ status: 'made', note: null });
  });

  it('is refused for another plan than the one that is shown', async () => {
    const on = lab(nlaOff);
    await on.open('nla-off');
    await expect(on.apply('0'.repeat(64))).rejects.toThrow(CallError);
    expect(pcOf(on.image()).facts.listener).toBeDefined();
    expect(on.current().status).toBe('ready');
  });

  it('of a check that is shown no more, or of an offer that is not there, is not opened', () => {
    const { handlers } = lab(nlaOff);
    const wanted = { of: 'pc', runId: 'shown', finding: 'nla-off', side: 'host', offer: 0 } as const;
    expect(() => handlers.open({ ...wanted, runId: 'gone' })).toThrow(CallError);
    expect(() => handlers.open({ ...wanted, offer: 7 })).toThrow(CallError);
    expect(() => handlers.open({ ...wanted, side: 'client' })).toThrow(CallError);
  });

  it('says which policy manages it', async () => {
    const on = lab((draft) => {
      setValue(draft, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0]);
    });
    expect(await on.open('nla-off')).toMatchObject({
      status: 'stopped',
      problem: {
        key: 'fix.problem.managed-by-policy',
        params: { where: `${terminalServicesPolicy}\\UserAuthentication`, detail: '0' }
      }
    });
  });

  it('that something else has changed since is not taken back, and is where the person insists', async () => {
    const on = lab(layerRdp);
    await on.open('security-layer-rdp');
    await on.apply();
    const fix = fixes.get('security-layer-tls');
    if (fix) await on.changer.apply(fix, {}, null);
    expect(await on.undo()).toMatchObject({
      status: 'drifted',
      plan: { drifted: [{ setting: 'security-layer', before: 0, ours: 1, now: 2 }] }
    });
    expect(await on.undo(true)).toMatchObject({ status: 'undone' });
    expect(on.image().registry?.[rdpTcp]).toMatchObject({ values: { SecurityLayer: ['REG_DWORD', 0] } });
  });

  it.each(['demo', 'this-pc'] as const)(
    'is asked for outside of the page before it is taken back over that, where no elevated side asks: %s',
    async (kind) => {
      // What this PC does where the app itself has an administrator's rights.
      const elevatedItself = (pc: Changer): Partial<Changer> => ({
        undo: async (id, options, watch) => {
          if (options.force && (await watch?.confirm?.()) === false) throw new NotElevated('declined');
          return pc.undo(id, options, watch);
        }
      });
      const on = lab(nlaOff, {
        kind,
        agrees: false,
        ...(kind === 'this-pc' ? { changed: elevatedItself } : {})
      });
      await on.open('nla-off');
      expect(await on.apply()).toMatchObject({ status: 'made' });
      const fix = fixes.get('nla-off');
      if (fix) await on.changer.apply(fix, {}, null);
      expect(await on.undo()).toMatchObject({ status: 'drifted' });
      expect(on.asked).toEqual([]);
      const before = JSON.stringify(on.image());
      expect(await on.undo(true)).toMatchObject({ status: 'drifted', note: 'declined' });
      expect(on.asked).toHaveLength(1);
      expect(JSON.stringify(on.image())).toBe(before);
    }
  );

  it('is planned by reading the PC where what was read for the check is not at hand', async () => {
    const on = lab(nlaOff, { read: null });
    expect(await on.open('nla-off')).toMatchObject({
      status: 'ready',
      plan: { changes: [{ setting: 'nla' }] }
    });
  });
});

it('is shown with its plan within a tenth of a second', async () => {
  const times: number[] = [];
  // The fastest of some: what else this machine does at the time is no part of it.
  for (let count = 0; count < 5; count += 1) {
    const on = lab(nlaOff, { kind: 'demo' });
    const began = performance.now();
    void on.handlers.open({ of: 'pc', runId: 'shown', finding: 'nla-off', side: 'host', offer: 0 });
    while (on.current().status === 'planning') await Promise.resolve();
    times.push(performance.now() - began);
  }
  expect(Math.min(...times)).toBeLessThan(100);
});

describe('consent', () => {
  const remote = (draft: DraftPc): void => {
    draft.identity['remoteSession'] = true;
    setValue(draft, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
  };

  it('is asked for once more where the person may cut off their own connection, with Cancel as the way out', async () => {
    const on = lab(remote, { agrees: false });
    await on.open('port-changed');
    expect(on.current().plan?.conflicts).toContain('own-session');
    const before = JSON.stringify(on.image());
    expect(await on.apply()).toMatchObject({ status: 'ready', note: 'declined' });
    expect(on.asked).toHaveLength(1);
    expect(on.asked[0]?.detail).toMatch(/cut your own connection/);
    expect(JSON.stringify(on.image())).toBe(before);
  });

  it('above safe is asked for here on a recorded PC; on this PC the elevated side asks', async () => {
    const demo = lab(layerRdp, { kind: 'demo' });
    await demo.open('security-layer-rdp');
    await demo.apply();
    expect(demo.asked).toHaveLength(1);
    const here = lab(layerRdp);
    await here.open('security-layer-rdp');
    await here.apply();
    expect(here.asked).toEqual([]);
  });

  it('to what destroys is asked for once more, and says whose work is lost', async () => {
    const stuck = (draft: DraftPc): void => {
      draft.sessions = [
        { id: 1, name: 'console', user: 'PC7\\anna', state: 'active', idleSeconds: 0, connectedFrom: null },
        { id: 3, name: '', user: 'PC7\\ben', state: 'down', idleSeconds: 7200, connectedFrom: null }
      ];
    };
    for (const kind of ['demo', 'this-pc'] as const) {
      let count = 0;
      const on = lab(stuck, {
        kind,
        changed: () => ({ apply: () => ((count += 1), Promise.reject(new NotElevated('declined'))) })
      });
      await on.open('stuck-session');
      expect(on.current().kind).toMatchObject({ id: 'end-session', risk: 'destructive' });
      await on.apply();
      // On this PC the elevated side asks the first question.
      expect(on.asked).toHaveLength(kind === 'demo' ? 2 : 1);
      expect(on.asked[on.asked.length - 1]?.detail).toMatch(/PC7\\ben.*What is not saved there is lost/);
      expect(count).toBe(1);
    }
    const no = lab(stuck, {
      agrees: false,
      changed: () => ({ apply: () => Promise.reject(new Error('applied')) })
    });
    await no.open('stuck-session');
    expect(await no.apply()).toMatchObject({ status: 'ready', note: 'declined' });
  });

  it('is asked for here where no elevated side asks', async () => {
    const on = lab(layerRdp, {
      changed: (pc) => ({
        apply: async (fix, params, hash, watch) => {
          if ((await watch?.confirm?.()) === false) throw new NotElevated('declined');
          return pc.apply(fix, params, hash, watch);
        }
      }),
      agrees: false
    });
    await on.open('security-layer-rdp');
    expect(await on.apply()).toMatchObject({ status: 'ready', note: 'declined' });
    expect(on.asked).toHaveLength(1);
  });

  it('that Windows did not get leaves everything as it is', async () => {
    const on = lab(nlaOff, { changed: () => ({ apply: () => Promise.reject(new NotElevated('declined')) }) });
    await on.open('nla-off');
    expect(await on.apply()).toMatchObject({ status: 'ready', note: 'declined', step: null, problem: null });
  });
});

describe('what stops a fix', () => {
  const stoppedBy = async (error: Error): Promise<FixRun> => {
    const on = lab(nlaOff, { changed: () => ({ apply: () => Promise.reject(error) }) });
    await on.open('nla-off');
    return on.apply();
  };

  it.each([
    [new JournalUnusable('disk-full', 'C:\\Changes'), 'fix.problem.journal.disk-full'],
    [new JournalUnusable('in-use', 'C:\\Changes'), 'fix.problem.journal.in-use'],
    [new NotElevated('failed', '5'), 'fix.problem.no-elevation'],
    [new Error('unforeseen'), 'app.error.internal']
  ])('%s is said as %s', async (error, key) => {
    expect(await stoppedBy(error)).toMatchObject({ status: 'stopped', problem: { key } });
  });

  it('can be tried again', async () => {
    let fails = true;
    const on = lab(nlaOff, {
      changed: (changer) => ({
        apply: (...args) =>
          fails ? Promise.reject(new JournalUnusable('disk-full', 'C:\\Changes')) : changer.apply(...args)
      })
    });
    await on.open('nla-off');
    await on.apply();
    fails = false;
    await on.handlers.again({ fixRunId: on.current().fixRunId });
    await expect.poll(() => on.current().status).toBe('ready');
    expect(await on.apply()).toMatchObject({ status: 'made', problem: null });
  });

  it('holds nothing else while it is being made', async () => {
    let end: () => void = () => undefined;
    const on = lab(nlaOff, {
      changed: (changer) => ({
        apply: async (...args) => {
          await new Promise<void>((resolve) => (end = resolve));
          return changer.apply(...args);
        }
      })
    });
    const { fixRunId, plan } = await on.open('nla-off');
    await on.handlers.apply({ fixRunId, hash: plan?.hash ?? '' });
    await expect.poll(() => on.current().step).toBeNull();
    expect(() => on.handlers.cancel({ fixRunId })).toThrow(CallError);
    expect(() => on.handlers.apply({ fixRunId, hash: plan?.hash ?? '' })).toThrow(CallError);
    await expect.poll(() => end.name).not.toBe('end');
    end();
    await expect.poll(() => on.current().status).toBe('made');
  });
});

describe('waiting', () => {
  const waitingAt = async (step: 'elevating' | 'waiting' | 'writing', error: Error): Promise<Lab> => {
    const on = lab(nlaOff, {
      changed: () => ({
        apply: (_fix, _params, _hash, watch) => {
          watch?.onStep?.(step);
          return new Promise((_resolve, reject) => {
            watch?.signal?.addEventListener('abort', () => reject(error));
          });
        }
      })
    });
    const { fixRunId, plan } = await on.open('nla-off');
    await on.handlers.apply({ fixRunId, hash: plan?.hash ?? '' });
    await expect.poll(() => on.current().step).toBe(step);
    return on;
  };

  it('for Windows’ prompt can be ended, and nothing was changed', async () => {
    const on = await waitingAt('elevating', new Refused('cancelled', ''));
    await on.handlers.cancel({ fixRunId: on.current().fixRunId });
    await expect.poll(() => on.current()).toMatchObject({ status: 'ready', note: 'cancelled', step: null });
  });

  it('for what comes of an action can be ended, and what was done by then is said', async () => {
    const on = await waitingAt('waiting', new Halfway('pc9', 'sent', 'cancelled'));
    await on.handlers.cancel({ fixRunId: on.current().fixRunId });
    await expect.poll(() => on.current().status).toBe('stopped');
    expect(on.current().problem?.key).toBe('fix.screen.stopped.let-go');
  });

  it('while something is written goes on to the end', async () => {
    const on = await waitingAt('writing', new Refused('cancelled', ''));
    expect(() => on.handlers.cancel({ fixRunId: on.current().fixRunId })).toThrow(CallError);
    expect(on.current().status).toBe('working');
  });
});

describe('another PC', () => {
  it('of which too little was read still shows the command', async () => {
    const on = lab(nlaOff, { kind: 'elsewhere', read: null });
    expect(await on.open('nla-off')).toMatchObject({
      status: 'ready',
      plan: null,
      command: 'reconnect fix nla-on --yes'
    });
  });

  it('shows the plan and the command, and is not changed from here', async () => {
    const on = lab(nlaOff, { kind: 'elsewhere' });
    const run = await on.open('nla-off');
    expect(run).toMatchObject({ status: 'ready', command: 'reconnect fix nla-on --yes' });
    await expect(on.apply()).rejects.toThrow(CallError);
    await on.handlers.copy({ fixRunId: run.fixRunId, what: 'command' });
    expect(clipboard.text).toBe('reconnect fix nla-on --yes');
  });
});

it('what was taken back elsewhere in the window is shown as taken back', async () => {
  const on = lab(nlaOff);
  const { changeId } = await (async () => {
    await on.open('nla-off');
    return on.apply();
  })();
  await on.changer.undo(changeId, { force: false, dryRun: false });
  on.changedElsewhere();
  await expect.poll(() => on.states[on.states.length - 1]?.made[0]?.state).toBe('undone');
  expect(on.lookedAt).toEqual([{ kind: 'this-pc' }]);
});
