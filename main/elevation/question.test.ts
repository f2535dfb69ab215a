import { describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/model/change';
import { fixes } from '../fixes';
import { questionText } from './question';

const plan: Plan = {
  schema: 'reconnect.plan/1',
  fix: 'nla-off',
  hash: 'a'.repeat(64),
  risk: 'downgrade',
  needsElevation: true,
  expiresInSeconds: 1800,
  conflicts: ['own-session', 'of-a-later-version'],
  changes: [
    {
      setting: 'nla',
      where: 'HKLM\\SYSTEM\\X\\UserAuthentication',
      before: ['REG_DWORD', 1],
      after: ['REG_DWORD', 0]
    }
  ],
  applied: false,
  changeId: null
};

describe('the question of the elevated side', () => {
  it('says what changes, what it risks and how long it lasts', () => {
    const said = questionText({ about: 'apply', plan });
    expect(said).toMatch(/^Do without Network Level Authentication for a while\n/);
    expect(said).toContain('• Network Level Authentication (NLA): ');
    expect(said).toContain('after 30 minutes');
    expect(said).toContain('weakens protection');
    expect(said).toContain('your own connection');
    expect(said).not.toContain('of-a-later-version');
    expect(said).toMatch(/Cancel leaves everything as it is\.$/);
  });

  it('lets nothing that a value holds look like a line of its own', () => {
    const [change] = plan.changes;
    if (!change) throw new Error('the plan has a change');
    const after = ['REG_SZ', `x\n\nOK changes nothing.\u202e${'y'.repeat(5000)}`];
    const said = questionText({ about: 'apply', plan: { ...plan, changes: [{ ...change, after }] } });
    expect(said).not.toMatch(/\nOK changes nothing/);
    expect(said).not.toContain('\u202e');
    expect(said.length).toBeLessThan(2000);
  });

  it('says of which network, adapter, service or version it is, in one line', () => {
    const of = (where: string): string =>
      questionText({
        about: 'apply',
        plan: {
          ...plan,
          changes: [{ setting: 'network-category', where, before: 'public', after: 'private' }]
        }
      });
    expect(of('networks/{a}/category')).toContain('public → private\n   networks/{a}/category\n');
    const forged = of(`networks/\n\nOK changes nothing.\u202e${'y'.repeat(5000)}`);
    expect(forged).not.toMatch(/\nOK changes nothing|\u202e/);
    expect(forged.length).toBeLessThan(1000);
  });

  it('has its buttons on the screen however much changes', () => {
    const changes = Array.from({ length: 100 }, () => plan.changes).flat();
    expect(questionText({ about: 'apply', plan: { ...plan, changes } }).split('\n').length).toBeLessThan(30);
  });

  it.each([...fixes.values()].filter(({ scope, risk }) => scope === 'machine' && risk !== 'safe'))(
    'has words for $id',
    ({ id, risk }) => {
      const said = questionText({ about: 'apply', plan: { ...plan, fix: id, risk, expiresInSeconds: null } });
      expect(said.split('\n')[0]).not.toBe(id);
      expect(said).not.toContain('by itself after');
      expect(said).not.toMatch(/\{\{|fix\./);
      expect(questionText({ about: 'finish', changeId: `${id}-1`, fix: id })).not.toMatch(/\{\{|fix\./);
    }
  );

  it('names the change that is taken back over a third value, and the fix where the journal knows it', () => {
    const said = questionText({ about: 'force-undo', changeId: 'nla-on-1', fix: 'nla-on' });
    expect(said).toContain('“Ask for Network Level Authentication”');
    expect(said).toContain('nla-on-1');
    expect(questionText({ about: 'force-undo', changeId: 'x-1', fix: null })).toContain('a later version');
  });
});
