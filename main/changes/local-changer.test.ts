import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/model/change';
import type { MachineImage } from '../../shared/model/machine-image';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy } from '../demo/machines/sound-pc';
import type { Elevated, Elevation } from '../elevation/client';
import { WireEnded } from '../elevation/frames';
import type { Account, ReplyTo } from '../elevation/protocol';
import { fixes } from '../fixes';
import type { Fix } from '../fixes/define-fix';
import { recorded } from '../machine/recorded';
import { NotElevated, type Changer, type ChangeWatch } from './changer';
import { withJournal } from './disk-journal';
import { restoreExpired } from './expiry';
import type { Journal } from './journal';
import { machineStore, userStore } from './journal-store';
import { localChanger, type LocalPc, type Scope } from './local-changer';
import { lookFor } from './look-for';
import { makeAny, planAny, undoAny, type FullDesk } from './make';
import { recover } from './recovery';
import { Refused } from './refused';
import { NoSuchChange } from './undo';

const fix = (id: string): Fix => {
  const found = fixes.get(id);
  if (!found) throw new Error(id);
  return found;
};
const anna: Account = { sid: 'S-1-5-21-1-2-3-1001', name: 'PC7\\anna' };
const admin: Account = { sid: 'S-1-5-21-1-2-3-500', name: 'PC7\\admin' };
const pin = 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers\\PC9';
const image = changedPc('windows-11', (pc) => {
  setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
  setValue(pc, rdpTcp, 'fEnableWinStation', ['REG_DWORD', 0]);
  setValue(pc, pin, 'CertHash', ['REG_BINARY', 'cd'.repeat(32)]);
});

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reconnect-pc-'));
  for (const name of ['user', 'machine']) mkdirSync(join(root, name));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

interface Lab {
  readonly changer: Changer;
  readonly now: () => MachineImage;
  /** How often Windows asked. */
  readonly prompts: () => number;
  readonly asked: string[];
  /** What the next prompts are answered. */
  answer: 'yes' | 'no';
  /** Ends the elevated side. */
  readonly end: () => void;
  clock: number;
}

type Refusal = Extract<ReplyTo, { reply: 'refused' }>;

let made = 0;
function lab({
  isElevated = false,
  account = anna,
  from = image,
  refusal = null as Refusal | null
} = {}): Lab {
  const machine = recorded(from);
  const stores = { user: userStore(join(root, 'user')), machine: machineStore(join(root, 'machine')) };
  const asked: string[] = [];
  let prompts = 0;
  let broker: { over: boolean } | null = null;
  const desk = (journal: Journal): FullDesk => ({ machine, journal, newId: () => `n${(made += 1)}` });
  const directly = <T>(scope: Scope, work: (desk: FullDesk) => Promise<T>): Promise<T> =>
    withJournal(
      stores[scope],
      async (journal) => {
        await restoreExpired(desk(journal), its.clock);
        return work(desk(journal));
      },
      scope === 'user' ? { beside: stores.machine } : {}
    );
  const answerTo = async (request: Parameters<Elevated['ask']>[0]): Promise<ReplyTo> => {
    switch (request.verb) {
      case 'facts':
        return { reply: 'facts', image: from };
      case 'plan': {
        const one = fix(request.fix);
        return {
          reply: 'plan',
          plan: planAny(await lookFor(machine.look, one, request.params), one, request.params)
        };
      }
      case 'apply': {
        const plan = await directly('machine', (on) =>
          makeAny(on, fix(request.fix), request.params, request.hash)
        );
        return { reply: plan.hash === request.hash ? 'applied' : 'changed', plan };
      }
      case 'undo':
        return {
          reply: 'undone',
          plan: await directly('machine', (on) =>
            undoAny(on, request.changeId, { force: request.force, dryRun: false })
          )
        };
      case 'recover':
        return {
          reply: 'recovered',
          plan: await directly('machine', (on) => recover(on, request.changeId, request.way))
        };
    }
  };
  const elevate = (): Promise<Elevation> => {
    prompts += 1;
    if (its.answer === 'no') return Promise.resolve({ kind: 'declined' });
    const mine = { over: false };
    broker = mine;
    const elevated: Elevated = {
      account,
      ended: () => (mine.over ? 'closed' : null),
      leave: () => Promise.resolve(void (mine.over = true)),
      ask: async (request) => {
        if (mine.over) throw new WireEnded('closed');
        asked.push(request.verb);
        if (refusal) return refusal;
        try {
          return await answerTo(request);
        } catch (error) {
          if (error instanceof Refused)
            return {
              reply: 'refused',
              reason: error.reason as 'drifted',
              where: error.where,
              detail: error.detail,
              ...(error.stayed ? { stayed: [...error.stayed] } : {})
            };
          throw error;
        }
      }
    };
    return Promise.resolve({ kind: 'elevated', broker: elevated });
  };
  const pc: LocalPc = {
    stores,
    look: machine.look,
    directly,
    self: () => Promise.resolve({ account: anna, isElevated }),
    now: () => its.clock,
    close: () => Promise.resolve()
  };
  const its: Lab = {
    changer: localChanger(pc, elevate),
    now: () => machine.image(),
    prompts: () => prompts,
    asked,
    answer: 'yes',
    end: () => {
      if (broker) broker.over = true;
    },
    clock: Date.parse('2026-11-20T10:00:00Z')
  };
  return its;
}

const undoing = { force: false, dryRun: false };
const filesIn = (scope: Scope): string[] => {
  const folder = join(root, scope, 'Reconnect', 'Changes');
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  } catch {
    return [];
  }
};

describe('what is the person’s own', () => {
  it('is changed in this process, noted in their journal, and asks Windows for nothing', async () => {
    const { changer, now, prompts } = lab();
    const plan = await changer.apply(fix('certificate-pin-clear'), { host: 'pc9' }, null);
    expect(plan.applied).toBe(true);
    expect({ user: filesIn('user'), machine: filesIn('machine'), prompts: prompts() }).toEqual({
      user: ['changes.jsonl'],
      machine: [],
      prompts: 0
    });
    expect(await changer.undo(plan.changeId, undoing)).toMatchObject({ applied: true });
    expect(now()).toEqual(image);
  });
});

describe('what is the whole PC’s', () => {
  it('is changed by the elevated side, for which Windows asks once', async () => {
    const { changer, now, prompts, asked } = lab();
    const steps: string[] = [];
    const watch: ChangeWatch = { onStep: (step) => steps.push(step) };
    const shown = await changer.plan(fix('nla-on'), {});
    expect(prompts()).toBe(0);
    const one = await changer.apply(fix('nla-on'), {}, shown.hash, watch);
    const two = await changer.apply(fix('listener-on'), {}, null, watch);
    expect([one.applied, two.applied, one.hash]).toEqual([true, true, shown.hash]);
    expect(steps).toEqual(['elevating', 'writing', 'writing']);
    expect(asked).toEqual(['apply', 'plan', 'apply']);
    expect({ user: filesIn('user'), machine: filesIn('machine') }).toEqual({
      user: [],
      machine: ['changes.jsonl']
    });
    await changer.undo(one.changeId, undoing);
    await changer.undo(two.changeId, undoing);
    expect(prompts()).toBe(1);
    expect(now()).toEqual(image);
  });

  it('is left alone where the person does not want to wait for Windows’ prompt any more', async () => {
    const its = lab();
    const stop = new AbortController();
    const watch: ChangeWatch = {
      signal: stop.signal,
      onStep: (step) => step === 'elevating' && stop.abort()
    };
    const wish = its.changer.apply(fix('nla-on'), {}, null, watch);
    await expect(wish).rejects.toMatchObject({ name: 'Refused', reason: 'cancelled' });
    expect({ now: its.now(), asked: its.asked, machine: filesIn('machine') }).toEqual({
      now: image,
      asked: [],
      machine: []
    });
    expect(await its.changer.apply(fix('nla-on'), {}, null)).toMatchObject({ applied: true });
    expect(its.prompts()).toBe(1);
  });

  it('is left alone after a no, which stands for this one wish', async () => {
    const its = lab();
    its.answer = 'no';
    const wish = its.changer.apply(fix('nla-on'), {}, null);
    await expect(wish).rejects.toMatchObject({ name: 'NotElevated', why: 'declined' });
    expect(its.now()).toEqual(image);
    its.answer = 'yes';
    expect(await its.changer.apply(fix('nla-on'), {}, null)).toMatchObject({ applied: true });
    expect(its.prompts()).toBe(2);
  });

  it('has a new elevated side where the one of before has gone', async () => {
    const its = lab();
    const { changeId } = await its.changer.apply(fix('nla-on'), {}, null);
    its.end();
    expect(await its.changer.undo(changeId, undoing)).toMatchObject({ applied: true });
    expect(its.prompts()).toBe(2);
  });

  it('comes with the other account before anything is written', async () => {
    const its = lab({ account: admin });
    const told: unknown[] = [];
    await its.changer.apply(fix('nla-on'), {}, null, {
      onOtherAccount: (accounts) => told.push(accounts, its.now())
    });
    expect(told).toEqual([{ own: 'PC7\\anna', elevated: 'PC7\\admin' }, image]);
  });

  it('is not changed where the PC has changed since the person agreed', async () => {
    const its = lab();
    const plan = await its.changer.apply(fix('nla-on'), {}, '0'.repeat(64));
    expect(plan).toMatchObject({ applied: false, changes: [{ setting: 'nla' }] });
    expect(its.now()).toEqual(image);
  });

  it('is refused by the elevated side as it would be here', async () => {
    const its = lab({
      from: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
        setValue(pc, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0]);
      })
    });
    const wish = its.changer.apply(fix('nla-on'), {}, null);
    await expect(wish).rejects.toMatchObject({ name: 'Refused', reason: 'managed-by-policy' });
  });

  it('is told what stayed, and which folder the journal of the elevated side could not be kept in', async () => {
    const wish = (refusal: Omit<Refusal, 'reply'>): Promise<Plan> =>
      lab({ refusal: { reply: 'refused', ...refusal } }).changer.apply(fix('nla-on'), {}, null);
    await expect(
      wish({ reason: 'failed', where: 'HKLM\\a', detail: 'error 5', stayed: ['HKLM\\b'] })
    ).rejects.toMatchObject({ reason: 'failed', where: 'HKLM\\a', detail: 'error 5', stayed: ['HKLM\\b'] });
    await expect(
      wish({
        reason: 'journal-unusable',
        where: 'not-ours',
        detail: '',
        folder: 'C:\\ProgramData\\Reconnect'
      })
    ).rejects.toMatchObject({
      name: 'JournalUnusable',
      reason: 'not-ours',
      folder: 'C:\\ProgramData\\Reconnect'
    });
  });

  it('is changed in this process where that is an administrator’s', async () => {
    const its = lab({ isElevated: true });
    const { changeId } = await its.changer.apply(fix('nla-on'), {}, null);
    expect(filesIn('machine')).toEqual(['changes.jsonl']);
    await its.changer.undo(changeId, undoing);
    expect(its.prompts()).toBe(0);
    expect(its.now()).toEqual(image);
  });
});

describe('where this process has an administrator’s rights itself', () => {
  let asked = 0;
  const no: ChangeWatch = {
    confirm: () => {
      asked += 1;
      return Promise.resolve(false);
    }
  };
  beforeEach(() => {
    asked = 0;
  });

  it('it asks what the elevated side would ask: above safe, by force, and before a weak one is finished', async () => {
    const its = lab({ isElevated: true });
    await expect(its.changer.apply(fix('security-layer-rdp'), {}, null, no)).rejects.toThrow(NotElevated);
    const { changeId } = await its.changer.apply(fix('security-layer-rdp'), {}, null);
    const during = its.now();
    await expect(its.changer.undo(changeId, { force: true, dryRun: false }, no)).rejects.toMatchObject({
      why: 'declined'
    });
    const file = join(root, 'machine', 'Reconnect', 'Changes', 'changes.jsonl');
    const [begin] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${begin ?? ''}\n`);
    await expect(its.changer.recover(changeId ?? '', 'finish', no)).rejects.toMatchObject({
      why: 'declined'
    });
    expect(asked).toBe(3);
    expect(its.now()).toEqual(during);
  });

  it('it asks nothing about what the elevated side would not ask', async () => {
    const its = lab({ isElevated: true });
    const { changeId } = await its.changer.apply(fix('nla-on'), {}, null, no);
    const pinned = await its.changer.apply(fix('certificate-pin-clear'), { host: 'pc9' }, null, no);
    await its.changer.undo(changeId, undoing, no);
    await its.changer.undo(pinned.changeId, { force: true, dryRun: false }, no);
    expect(asked).toBe(0);
    expect(its.now()).toEqual(image);
  });
});

describe('undo', () => {
  it('of an unknown change asks nobody', async () => {
    const its = lab();
    await expect(its.changer.undo('nla-on-none', undoing)).rejects.toThrow(NoSuchChange);
    expect(its.prompts()).toBe(0);
  });

  it('that only looks writes nothing and asks nobody', async () => {
    const its = lab();
    const { changeId } = await its.changer.apply(fix('nla-on'), {}, null);
    its.end();
    const after = its.now();
    const dry = { force: false, dryRun: true };
    expect(await its.changer.undo(changeId, dry)).toMatchObject({ applied: false, changes: [{ after: 0 }] });
    expect(await its.changer.undo(null, dry)).toMatchObject({ fix: 'undo-all', applied: false });
    expect(its.now()).toEqual(after);
    expect(its.prompts()).toBe(1);
  });

  it('of everything takes back what is in both journals', async () => {
    const its = lab();
    const ids = [
      (await its.changer.apply(fix('nla-on'), {}, null)).changeId,
      (await its.changer.apply(fix('certificate-pin-clear'), { host: 'pc9' }, null)).changeId,
      (await its.changer.apply(fix('listener-on'), {}, null)).changeId
    ];
    expect((await its.changer.changes()).history.changes.map(({ id }) => id)).toEqual(ids);
    const plan = await its.changer.undo(null, undoing);
    expect(plan).toMatchObject({ fix: 'undo-all', applied: true, needsElevation: true });
    expect(plan.changes).toHaveLength(3);
    expect(its.now()).toEqual(image);
    expect(await its.changer.undo(null, undoing)).toMatchObject({ alreadyRight: true, applied: false });
  });

  it('of everything takes nothing back where one setting was changed since', async () => {
    const its = lab();
    await its.changer.apply(fix('certificate-pin-clear'), { host: 'pc9' }, null);
    const { changeId } = await its.changer.apply(fix('security-layer-negotiate'), {}, null);
    await its.changer.apply(fix('security-layer-rdp'), {}, null);
    const after = its.now();
    const one = await its.changer.undo(changeId, undoing);
    expect(one).toMatchObject({ refused: 'drifted', applied: false });
    expect(its.now()).toEqual(after);
  });
});

describe('all that is known', () => {
  it('is told although the journal of the whole PC cannot be read', async () => {
    const its = lab();
    await its.changer.apply(fix('certificate-pin-clear'), { host: 'pc9' }, null);
    mkdirSync(join(root, 'machine', 'Reconnect', 'Changes', 'changes.jsonl'), { recursive: true });
    const known = await its.changer.changes();
    expect(known.history.changes).toMatchObject([{ fix: 'certificate-pin-clear', state: 'applied' }]);
    expect(known.unreadable).toMatchObject([{ name: 'JournalUnusable', code: 'EISDIR' }]);
    await expect(its.changer.undo('nla-on-1', undoing)).rejects.toMatchObject({ name: 'JournalUnusable' });
  });

  it('is read where there is nothing yet, and makes no folder', async () => {
    const its = lab();
    const { history, unfinished, unreadable, now } = await its.changer.changes();
    expect({ history, unfinished, unreadable, now }).toEqual({
      history: { schema: 'reconnect.history/1', changes: [] },
      unfinished: [],
      unreadable: [],
      now: its.clock
    });
    expect(readdirSync(join(root, 'user'))).toEqual([]);
  });

  it.each([
    ['when its time is over', 31 * 60_000],
    ['when the clock was set back', -60_000]
  ])('ends a downgrade %s, where this process may', async (_when, later) => {
    const its = lab({ isElevated: true, from: changedPc('windows-11', () => undefined) });
    const before = its.now();
    await its.changer.apply(fix('nla-off'), {}, null);
    its.clock += later;
    expect((await its.changer.changes()).history.changes).toMatchObject([{ state: 'expired' }]);
    expect(its.now()).toEqual(before);
  });

  it('leaves to the elevated side what this process may not end', async () => {
    const its = lab({ from: changedPc('windows-11', () => undefined) });
    const before = its.now();
    await its.changer.apply(fix('nla-off'), {}, null);
    const during = its.now();
    its.clock += 31 * 60_000;
    await its.changer.changes();
    expect(its.now()).toEqual(during);
    await its.changer.apply(fix('udp-off'), { role: 'client' }, null);
    await its.changer.undo(null, { force: true, dryRun: false });
    expect(its.now()).toEqual(before);
  });

  it('names what was cut short, and what was chosen about it is done', async () => {
    const its = lab();
    const { changeId } = await its.changer.apply(fix('nla-on'), {}, null);
    // The end of it was never noted.
    const file = join(root, 'machine', 'Reconnect', 'Changes', 'changes.jsonl');
    const [begin] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${begin ?? ''}\n`);
    const { unfinished } = await its.changer.changes();
    expect(unfinished).toMatchObject([{ change: { id: changeId }, found: 'after' }]);
    await its.changer.recover(changeId ?? '', 'keep');
    expect((await its.changer.changes()).unfinished).toEqual([]);
    expect(await its.changer.undo(changeId, undoing)).toMatchObject({ applied: true });
    expect(its.now()).toEqual(image);
  });
});
