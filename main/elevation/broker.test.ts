import { describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/model/change';
import { machineImageSchema } from '../../shared/model/machine-image';
import { imageDesk } from '../changes/image-desk';
import { JournalUnusable } from '../changes/journal-unusable';
import { Refused } from '../changes/refused';
import { fixes } from '../fixes';
import type { BrokerDeps } from './broker';
import { WireEnded } from './frames';
import { askSealed, atTheDoor, elevatedSide, listener, meet, pc, type Stranger } from './lab.test-data';

/** Asks in turn, each with its own number. */
async function asker(stranger: Stranger): Promise<(request: object) => Promise<Record<string, unknown>>> {
  const { seal } = await meet(stranger);
  let number = 0;
  return (request) => askSealed(stranger, seal, ++number, request);
}
const planOf = (reply: Record<string, unknown>): Plan => reply['plan'] as Plan;

describe('the elevated side', () => {
  it('plans, applies and takes back a fix over its own reading of the PC', async () => {
    const side = elevatedSide();
    const stranger = atTheDoor(side.deps);
    const ask = await asker(stranger);
    const { hash } = planOf(await ask({ verb: 'plan', fix: 'nla-on', params: {} }));
    const applied = await ask({ verb: 'apply', fix: 'nla-on', params: {}, hash });
    expect(applied['reply']).toBe('applied');
    expect(side.desk.image().registry).toHaveProperty([listener, 'values', 'UserAuthentication', 1], 1);
    const undone = await ask({ verb: 'undo', changeId: planOf(applied).changeId, force: false });
    expect(planOf(undone)).toMatchObject({ applied: true, undoes: planOf(applied).changeId });
    expect({ ...side.desk.image(), changes: undefined }).toEqual({ ...pc(), changes: undefined });
    expect(await ask({ verb: 'bye' })).toEqual({ reply: 'bye' });
    expect(await stranger.done).toBe('done');
  });

  it('gives the new plan, and writes nothing, where the PC has changed since the person agreed', async () => {
    const side = elevatedSide();
    const ask = await asker(atTheDoor(side.deps));
    const { hash } = planOf(await ask({ verb: 'plan', fix: 'listener-on', params: {} }));
    await side.desk.machine.write(
      { kind: 'registry-value', key: listener, value: 'fEnableWinStation', type: 'REG_DWORD' },
      ['REG_SZ', '0']
    );
    const reply = await ask({ verb: 'apply', fix: 'listener-on', params: {}, hash });
    expect(reply['reply']).toBe('changed');
    expect(planOf(reply).changes[0]?.before).toEqual(['REG_SZ', '0']);
    expect(side.calls).not.toContain('apply');
    expect(await side.desk.journal.records()).toEqual([]);
  });

  it('gives the new plan where the PC changes while the person is asked', async () => {
    const desk = { side: elevatedSide() };
    const side = elevatedSide({
      plan: desk.side.deps.plan,
      apply: desk.side.deps.apply,
      confirm: async () => {
        await desk.side.desk.machine.write(
          { kind: 'registry-value', key: listener, value: 'SecurityLayer', type: 'REG_DWORD' },
          ['REG_DWORD', 0]
        );
        return true;
      }
    });
    const ask = await asker(atTheDoor(side.deps));
    const { hash } = planOf(await ask({ verb: 'plan', fix: 'security-layer-negotiate', params: {} }));
    const reply = await ask({ verb: 'apply', fix: 'security-layer-negotiate', params: {}, hash });
    expect(reply).toMatchObject({ reply: 'changed', plan: { applied: false } });
    expect(await desk.side.desk.journal.records()).toEqual([]);
  });

  it('refuses every fix of the person, and those that do not exist', async () => {
    const side = elevatedSide();
    const ask = await asker(atTheDoor(side.deps));
    const users = [...fixes.values()].filter(({ scope }) => scope === 'user');
    expect(users.length).toBeGreaterThan(3);
    for (const { id } of users)
      for (const verb of ['plan', 'apply'])
        expect(
          await ask({ verb, fix: id, params: {}, ...(verb === 'apply' ? { hash: '0'.repeat(64) } : {}) })
        ).toMatchObject({ reply: 'refused', reason: 'not-machine-scope' });
    for (const fix of ['nla', 'constructor', 'to-string', 'has-own-property'])
      expect(await ask({ verb: 'plan', fix, params: {} })).toMatchObject({ reason: 'unknown-fix' });
    expect(side.calls).toEqual([]);
  });

  const injected = [
    '..\\..\\TermService',
    '../../etc',
    'TermService\0',
    'TermService" & calc.exe & "',
    "TermService'; calc",
    '$(calc)',
    'HKLM\\SOFTWARE\\Policies',
    '\\\\server\\share',
    '{29f6c1db-86da-48c5-9fdb-f2b67b1f44da}\\..\\x',
    '{29f6c1db-86da-48c5-9fdb-f2b67b1f44da}{',
    '*',
    '',
    '1'.repeat(1000),
    'client\n',
    '\u202e',
    '1.0/../1.2'
  ];
  it('lets no path, quote, NUL or registry key through as a parameter', async () => {
    const side = elevatedSide();
    const ask = await asker(atTheDoor(side.deps));
    const named = { service: 'TermService', role: 'client', version: '1.0', session: '2' };
    const takers = {
      'service-enable': ['service'],
      'service-restart': ['service'],
      'end-session': ['session']
    };
    const more = { 'adapter-stay-on': ['adapter'], 'network-private': ['network'], 'tls12-on': ['role'] };
    const both = { 'old-tls-on': ['role', 'version'], 'udp-off': ['role'], 'wake-on-lan-on': ['adapter'] };
    for (const [fix, names] of Object.entries({ ...takers, ...more, ...both }))
      for (const name of names)
        for (const text of injected)
          expect(
            await ask({ verb: 'plan', fix, params: { ...pick(named, names), [name]: text } }),
            `${fix} ${name} ${JSON.stringify(text)}`
          ).toMatchObject({ reply: 'refused', reason: 'wrong-params' });
    for (const params of [{ path: 'x' }, { service: 'TermService', value: '1' }])
      expect(await ask({ verb: 'plan', fix: 'nla-on', params })).toMatchObject({ reason: 'wrong-params' });
    expect(side.calls).toEqual([]);
  });

  it('takes an account that nobody knows for nothing to write', async () => {
    const side = elevatedSide();
    const ask = await asker(atTheDoor(side.deps));
    for (const user of [...injected, 'PC7\\nobody'])
      expect(await ask({ verb: 'plan', fix: 'user-allow', params: { user } })).toMatchObject({
        reply: 'refused',
        reason: expect.stringMatching(/^(wrong-params|not-there)$/) as string
      });
    expect(side.calls).not.toContain('apply');
  });

  it('asks the person itself about what is above safe, and takes no for an answer', async () => {
    const side = elevatedSide({ confirm: () => Promise.resolve(false) });
    const ask = await asker(atTheDoor(side.deps));
    const { hash } = planOf(await ask({ verb: 'plan', fix: 'security-layer-negotiate', params: {} }));
    expect(await ask({ verb: 'apply', fix: 'security-layer-negotiate', params: {}, hash })).toMatchObject({
      reply: 'refused',
      reason: 'declined'
    });
    expect(side.calls).toEqual(['plan', 'plan', 'confirm']);
    const safe = planOf(await ask({ verb: 'plan', fix: 'listener-on', params: {} }));
    const applied = await ask({ verb: 'apply', fix: 'listener-on', params: {}, hash: safe.hash });
    expect(applied['reply']).toBe('applied');
    expect(side.calls.filter((call) => call === 'confirm')).toHaveLength(1);
  });

  it('takes no answer for a no', async () => {
    const never: BrokerDeps['confirm'] = (_question, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve(true);
        });
      });
    const side = elevatedSide({ confirm: never });
    const ask = await asker(atTheDoor(side.deps, { questionMs: 20 }));
    const { hash } = planOf(await ask({ verb: 'plan', fix: 'remote-desktop-on', params: {} }));
    // It is on already, so there is nothing to ask.
    expect(await ask({ verb: 'apply', fix: 'remote-desktop-on', params: {}, hash })).toMatchObject({
      reply: 'applied',
      plan: { alreadyRight: true, applied: false }
    });
    const layer = planOf(await ask({ verb: 'plan', fix: 'security-layer-negotiate', params: {} }));
    expect(
      await ask({ verb: 'apply', fix: 'security-layer-negotiate', params: {}, hash: layer.hash })
    ).toMatchObject({ reason: 'declined' });
    expect(side.calls).not.toContain('apply');
  });

  it('undoes what its own journal holds, and no forged id', async () => {
    const side = elevatedSide();
    const ask = await asker(atTheDoor(side.deps));
    for (const changeId of ['nla-on-000000000000', 'a', '-', 'x'.repeat(100)])
      expect(await ask({ verb: 'undo', changeId, force: false })).toEqual({
        reply: 'refused',
        reason: 'no-such-change',
        where: '',
        detail: ''
      });
    expect({ ...side.desk.image(), changes: undefined }).toEqual({ ...pc(), changes: undefined });
  });

  it('writes nothing from a journal that none of its versions would write', async () => {
    const forged = {
      v: 1,
      record: 'begin',
      id: 'nla-on-1',
      fix: 'nla-on',
      params: {},
      at: null,
      risk: 'safe',
      changes: [
        {
          setting: 'nla',
          place: { kind: 'registry-value', key: 'HKLM\\SOFTWARE\\Run', value: 'x', type: 'REG_SZ' },
          before: ['REG_SZ', 'calc.exe'],
          after: null,
          capture: null
        }
      ]
    };
    const side = elevatedSide({}, machineImageSchema.parse({ ...pc(), changes: [forged] }));
    const ask = await asker(atTheDoor(side.deps));
    expect(await ask({ verb: 'undo', changeId: 'nla-on-1', force: false })).toMatchObject({
      reply: 'refused',
      reason: 'journal-corrupt'
    });
    expect(imageDesk(side.desk.image()).image()).toEqual(imageDesk({ ...pc(), changes: [forged] }).image());
  });

  it('says that its journal cannot be written, and goes on', async () => {
    const full = elevatedSide();
    const side = elevatedSide({
      plan: full.deps.plan,
      apply: () => Promise.reject(new JournalUnusable('disk-full', 'journal', 'ENOSPC'))
    });
    const ask = await asker(atTheDoor(side.deps));
    const { hash } = planOf(await ask({ verb: 'plan', fix: 'nla-on', params: {} }));
    expect(await ask({ verb: 'apply', fix: 'nla-on', params: {}, hash })).toEqual({
      reply: 'refused',
      reason: 'journal-unusable',
      where: 'disk-full',
      detail: 'ENOSPC',
      folder: 'journal'
    });
    expect(await ask({ verb: 'plan', fix: 'nla-on', params: {} })).toMatchObject({ reply: 'plan' });
  });

  it('says what could not be written, and what stayed', async () => {
    const refused = new Refused('failed', 'HKLM\\a', 'error 5', ['HKLM\\b']);
    const full = elevatedSide();
    const side = elevatedSide({ plan: full.deps.plan, apply: () => Promise.reject(refused) });
    const ask = await asker(atTheDoor(side.deps));
    const { hash } = planOf(await ask({ verb: 'plan', fix: 'nla-on', params: {} }));
    const { reason, where, detail, stayed } = refused;
    expect(await ask({ verb: 'apply', fix: 'nla-on', params: {}, hash })).toEqual({
      reply: 'refused',
      reason,
      where,
      detail,
      stayed
    });
  });

  it('asks the person before it gives back over a third value', async () => {
    const side = elevatedSide({ confirm: () => Promise.resolve(false) });
    const ask = await asker(atTheDoor(side.deps));
    expect(await ask({ verb: 'undo', changeId: 'nla-on-1', force: true })).toMatchObject({
      reason: 'declined'
    });
    expect(side.calls).toEqual(['confirm']);
  });

  describe('a change that was cut short', () => {
    /** An elevated side whose journal tells of the begin of a change alone. */
    async function cutShort(
      fix: string,
      more: Partial<BrokerDeps> = {}
    ): Promise<ReturnType<typeof elevatedSide>> {
      const first = elevatedSide();
      const ask = await asker(atTheDoor(first.deps));
      const { hash } = planOf(await ask({ verb: 'plan', fix, params: {} }));
      await ask({ verb: 'apply', fix, params: {}, hash });
      const [begin] = await first.desk.journal.records();
      return elevatedSide(more, machineImageSchema.parse({ ...first.desk.image(), changes: [begin] }));
    }
    const idOf = async ({ desk }: ReturnType<typeof elevatedSide>): Promise<string> =>
      ((await desk.journal.records())[0] as { id: string }).id;

    it('is noted, taken back or finished as the person chose', async () => {
      for (const [way, value] of [
        ['keep', 1],
        ['finish', 1],
        ['undo', 0]
      ] as const) {
        const side = await cutShort('listener-on');
        const ask = await asker(atTheDoor(side.deps));
        const changeId = await idOf(side);
        expect(await ask({ verb: 'recover', changeId, way })).toMatchObject({
          reply: 'recovered',
          plan: way === 'undo' ? { undoes: changeId, applied: true } : null
        });
        expect(side.desk.image().registry).toHaveProperty(
          [listener, 'values', 'fEnableWinStation', 1],
          value
        );
        expect(side.calls).toEqual(['recover']);
      }
    });

    it('is finished above safe only after a yes of the person', async () => {
      const side = await cutShort('security-layer-negotiate', { confirm: () => Promise.resolve(false) });
      const ask = await asker(atTheDoor(side.deps));
      const changeId = await idOf(side);
      expect(await ask({ verb: 'recover', changeId, way: 'finish' })).toMatchObject({ reason: 'declined' });
      expect(side.calls).toEqual(['confirm']);
      expect(await side.desk.journal.records()).toHaveLength(1);
    });

    it('that its own journal does not have is none', async () => {
      const side = elevatedSide();
      const ask = await asker(atTheDoor(side.deps));
      for (const way of ['finish', 'undo', 'keep'])
        expect(await ask({ verb: 'recover', changeId: 'nla-off-000000000000', way })).toMatchObject({
          reply: 'refused',
          reason: 'no-such-change'
        });
    });
  });

  it('gives the facts of the machine without what belongs to its own account', async () => {
    const ask = await asker(atTheDoor(elevatedSide().deps));
    const said = JSON.stringify(await ask({ verb: 'facts' }));
    expect(said).toContain('fEnableWinStation');
    expect(said).not.toMatch(/secret-host|HKCU|USERPROFILE|admin/);
  });
});

describe('the end of the elevated side', () => {
  it('carries a change that is under way to its end when the app goes', async () => {
    let go: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    const own = elevatedSide();
    const side = elevatedSide({
      plan: own.deps.plan,
      apply: async (...args) => {
        await gone;
        return own.deps.apply(...args);
      }
    });
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    const { hash } = planOf(await askSealed(stranger, seal, 1, { verb: 'plan', fix: 'nla-on', params: {} }));
    const lost = askSealed(stranger, seal, 2, { verb: 'apply', fix: 'nla-on', params: {}, hash });
    await expect.poll(() => side.calls).toContain('apply');
    stranger.stream.destroy();
    await expect(lost).rejects.toEqual(new WireEnded('closed'));
    go();
    expect(await stranger.done).toBe('closed');
    expect(await own.desk.journal.records()).toMatchObject([{ record: 'begin' }, { record: 'applied' }]);
  });

  it('begins no change for an app that has gone while the person was asked', async () => {
    const side = elevatedSide({
      confirm: () => {
        stranger.stream.destroy();
        return new Promise((resolve) => setTimeout(resolve, 50, true));
      }
    });
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    const fix = { fix: 'security-layer-negotiate', params: {} };
    const { hash } = planOf(await askSealed(stranger, seal, 1, { verb: 'plan', ...fix }));
    await expect(askSealed(stranger, seal, 2, { verb: 'apply', ...fix, hash })).rejects.toThrow(WireEnded);
    expect(await stranger.done).toBe('closed');
    expect(side.calls).not.toContain('apply');
  });

  it('begins no change for an app that has gone while it was planned', async () => {
    const own = elevatedSide();
    const side = elevatedSide({
      plan: async (...args) => {
        if (side.calls.length === 2) stranger.stream.destroy();
        await new Promise((resolve) => setTimeout(resolve, 20));
        return own.deps.plan(...args);
      }
    });
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    const fix = { fix: 'listener-on', params: {} };
    const { hash } = planOf(await askSealed(stranger, seal, 1, { verb: 'plan', ...fix }));
    await expect(askSealed(stranger, seal, 2, { verb: 'apply', ...fix, hash })).rejects.toThrow(WireEnded);
    expect(await stranger.done).toBe('closed');
    expect(side.calls).toEqual(['plan', 'plan']);
  });

  it('comes when nobody asks anything', async () => {
    const stranger = atTheDoor(elevatedSide().deps, { idleMs: 30 });
    await meet(stranger);
    expect(await stranger.done).toBe('idle');
    expect(await atTheDoor(elevatedSide().deps, { helloMs: 30 }).done).toBe('idle');
  });

  it('comes when the app that started it is gone, also where another process has its number', async () => {
    const running = new Set(['133765432100000000']);
    const isRunning: BrokerDeps['isRunning'] = ({ pid, startedAt }) => pid === 1180 && running.has(startedAt);
    const side = elevatedSide({ isRunning });
    const stranger = atTheDoor(side.deps, { parentMs: 10 });
    await meet(stranger);
    running.clear();
    running.add('133765432100000001');
    expect(await stranger.done).toBe('parent-gone');
    const late = atTheDoor(side.deps, { parentMs: 10_000 });
    expect(await late.done).toBe('parent-gone');
    expect(late.heard).toEqual([]);
  });

  it('comes at once where the pipe belongs to another process, or to one that nobody knows', async () => {
    for (const peer of [666, null]) {
      const stranger = atTheDoor(elevatedSide({ peerProcess: () => peer }).deps);
      expect(await stranger.done).toBe('wrong-peer');
      expect(stranger.heard).toEqual([]);
    }
  });

  it('comes with what nobody foresaw, and tells the other end nothing of it', async () => {
    const side = elevatedSide({ plan: () => Promise.reject(new Error('C:\\Users\\admin')) });
    const stranger = atTheDoor(side.deps);
    const failed = expect(stranger.done).rejects.toThrow('C:\\Users\\admin');
    const { seal } = await meet(stranger);
    await expect(askSealed(stranger, seal, 1, { verb: 'plan', fix: 'nla-on', params: {} })).rejects.toEqual(
      new WireEnded('closed')
    );
    await failed;
    expect(Buffer.concat(stranger.heard).toString('latin1')).not.toContain('C:');
  });
});

function pick(from: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (name in from ? [[name, from[name] ?? '']] : [])));
}
