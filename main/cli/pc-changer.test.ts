import { describe, expect, it } from 'vitest';
import { planSchema, type Plan } from '../../shared/model/change';
import { NotElevated, type Changer } from '../changes/changer';
import { imageChanger } from '../changes/image-changer';
import { JournalUnusable } from '../changes/journal-unusable';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy, type DraftPc } from '../demo/machines/sound-pc';
import { fixes } from '../fixes';
import type { Fix } from '../fixes/define-fix';
import { NotReadable } from '../machine/door';
import { fixCommand } from './fix';
import { historyCommand } from './history';
import type { OpenChanger } from './pc-changer';
import { runCommand } from './run-command';
import { undoCommand } from './undo';

const pc = (change: (draft: DraftPc) => void = () => undefined): Changer =>
  imageChanger(
    changedPc('windows-11', (one) => {
      setValue(one, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
      change(one);
    }),
    () => 0
  );

/** The command line on a PC; counts how often what was started for it was ended. */
function on(changer: Changer | (() => never), { live = false } = {}) {
  const its = { closed: 0 };
  const open: OpenChanger = () => {
    if (typeof changer === 'function') return changer();
    return { ...changer, close: () => Promise.resolve(void (its.closed += 1)) };
  };
  const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const said = { out: '', err: '' };
    const add = (to: 'out' | 'err') => (text: string) => Promise.resolve(void (said[to] += text));
    const code = await runCommand(
      args,
      { out: add('out'), err: add('err'), colour: false, live },
      new AbortController().signal,
      { fix: fixCommand(open), undo: undoCommand(open), history: historyCommand(open) }
    );
    return { code, ...said };
  };
  return { run, its };
}
const nlaOn = fixes.get('nla-on') as Fix;
const plan = (out: string): Plan => planSchema.parse(JSON.parse(out));

describe('fix, undo and history without --on', () => {
  it('plan, change, list and take back on this PC', async () => {
    const { run, its } = on(pc());
    const tried = await run('fix', 'nla-on', '--dry-run', '--json');
    expect(tried).toMatchObject({ code: 0, err: '' });
    const made = await run('fix', 'nla-on', '--yes');
    expect(made).toMatchObject({ code: 0, err: '' });
    const [, id = ''] = /reconnect undo (nla-on-[0-9a-f]{12}) --yes\n/.exec(made.out) ?? [];
    expect((await run('history')).out).toContain(id);
    const undone = await run('undo', id, '--yes', '--json');
    expect(undone).toMatchObject({ code: 0, err: '' });
    expect(plan(undone.out)).toMatchObject({ undoes: id, applied: true });
    expect(its.closed).toBe(4);
  });

  it('say on a terminal what is waited for, and leave the line empty', async () => {
    const made = await on(pc(), { live: true }).run('fix', 'nla-on', '--yes');
    expect(made.err).toBe('\r\u001b[Kchanging this PC\r\u001b[K');
  });

  it('do not end a session, or cut the own connection, for one word', async () => {
    const remote = pc((draft) => {
      draft.identity['remoteSession'] = true;
      draft.sessions = [
        { id: 1, name: 'console', user: 'PC7\\anna', state: 'active', idleSeconds: 0, connectedFrom: null },
        { id: 3, name: '', user: 'PC7\\ben', state: 'disconnected', idleSeconds: 7200, connectedFrom: null }
      ];
    });
    const made: string[] = [];
    const recording: Changer = {
      ...remote,
      apply: async (fix, params) => {
        made.push(fix.id);
        return { ...(await remote.plan(fix, params)), applied: true, changeId: 'a-1' };
      }
    };
    const { run } = on(recording);
    const session = ['fix', 'end-session', '--param', 'session=3', '--yes'];
    const refused = await run(...session, '--json');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^reconnect: needs-force: [^\n]*\n$/);
    expect(plan(refused.out)).toMatchObject({ refused: 'needs-force', applied: false });
    expect((await run('fix', 'remote-desktop-on', '--yes')).code).toBe(0);
    const restart = ['fix', 'service-restart', '--param', 'service=TermService', '--yes'];
    expect((await run(...restart)).err).toContain('--force');
    expect((await run('fix', 'service-restart', '--param', 'service=TermService', '--dry-run')).code).toBe(0);
    expect(made).toEqual(['remote-desktop-on']);
    expect((await run(...session, '--force')).code).toBe(0);
    expect((await run(...restart, '--force')).code).toBe(0);
    expect(made).toEqual(['remote-desktop-on', 'end-session', 'service-restart']);
  });

  it('name both accounts where the administrator is another', async () => {
    const own = pc();
    const made = await on({
      ...own,
      apply: (fix, params, hash, watch) => {
        watch?.onOtherAccount?.({ own: 'PC7\\anna', elevated: 'PC7\\admin' });
        return own.apply(fix, params, hash, watch);
      }
    }).run('fix', 'nla-on', '--yes');
    expect(made.err).toMatch(/^reconnect: [^\n]*PC7\\admin[^\n]*PC7\\anna[^\n]*\n$/);
  });

  it.each<[string, Error, RegExp]>([
    ['the prompt is declined', new NotElevated('declined'), /rights were not given/],
    ['the elevated side goes', new NotElevated('failed', 'closed'), /could not be reached \(closed\)/],
    ['another process makes a change', new JournalUnusable('in-use', 'C:\\x'), /at this moment/],
    ['the disk is full', new JournalUnusable('disk-full', 'C:\\x', 'ENOSPC'), /disk is full/],
    ['the folder is read-only', new JournalUnusable('read-only', 'C:\\x', 'EACCES'), /C:\\x \(EACCES\)/],
    ['the folder is somebody else’s', new JournalUnusable('not-ours', 'C:\\x'), /cannot be trusted/]
  ])('end with 2 and one line where %s', async (_what, error, line) => {
    const { run, its } = on({
      ...pc(),
      apply: () => Promise.reject(error),
      undo: () => Promise.reject(error)
    });
    for (const args of [
      ['fix', 'nla-on', '--yes'],
      ['undo', '--all', '--yes']
    ]) {
      const { code, out, err } = await run(...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^reconnect: [^\n]+\n$/);
      expect(err).toMatch(line);
    }
    expect(its.closed).toBe(2);
  });

  it('refuse with 1 what a policy decides, and with 64 a change that there is not', async () => {
    const { run } = on(
      imageChanger(
        changedPc('windows-11', (one) =>
          setValue(one, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0])
        )
      )
    );
    const refused = await run('fix', 'nla-on', '--yes', '--json');
    expect(refused.code).toBe(1);
    expect(plan(refused.out)).toMatchObject({ refused: 'managed-by-policy', applied: false });
    expect(await run('undo', 'nla-on-none', '--yes')).toMatchObject({
      code: 64,
      out: '',
      err: 'reconnect: “nla-on-none” is no change that was made to this PC\n'
    });
  });

  it('tell first of what was cut short and of what has outlived its time, but not where nothing is written', async () => {
    const own = pc();
    const { changeId } = await own.apply(nlaOn, {}, null);
    const changes: Changer['changes'] = async () => {
      const known = await own.changes();
      const [one] = known.history.changes;
      if (!one) throw new Error('nothing was changed');
      const over = { ...one, id: 'nla-off-1', state: 'expired' as const };
      const [setting] = one.changes;
      if (!setting) throw new Error('no setting');
      return {
        ...known,
        history: { ...known.history, changes: [{ ...over, changes: [{ ...setting, now: 0 }] }] },
        unreadable: [new JournalUnusable('system', 'C:\\machine', 'EIO')]
      };
    };
    const { run } = on({ ...own, changes });
    const undone = await run('undo', changeId ?? '', '--yes');
    expect(undone.err).toMatch(/the time of nla-off-1 is over[^\n]+\nreconnect: [^\n]*C:\\machine[^\n]*\n$/);
    expect((await run('fix', 'nla-on', '--dry-run')).err).toBe('');
    expect(await run('history', '--json')).toMatchObject({ code: 2 });
  });

  it.each([
    [['fix', 'nla-on']],
    [['fix', 'nla-on', '--yes', '--dry-run']],
    [['fix', 'nla-on', '--yes', '--out', 'x.json']],
    [['undo', '--yes']],
    [['history', 'x']]
  ])('open nothing for %j', async (args) => {
    const { run } = on(() => {
      throw new Error('opened');
    });
    expect(await run(...args)).toMatchObject({ code: 64, out: '' });
  });

  it('say so where this is no Windows', async () => {
    const { run } = on(() => {
      throw new NotReadable('cli.this-pc.not-windows');
    });
    for (const args of [['fix', 'nla-on', '--yes'], ['undo', '--all', '--dry-run'], ['history']]) {
      const { code, out, err } = await run(...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^reconnect: [^\n]+\n$/);
    }
  });
});
