import { describe, expect, it } from 'vitest';
import { pcOf } from '../changes/pc';
import { WriteFailed } from '../machine/writing';
import { terminalServicesPolicy, setValue } from '../demo/machines/sound-pc';
import type { TypedSignIn } from './doors';
import { manager, type Saved } from './credential-manager.test-data';
import { makeAction } from './make';
import { planAction } from './plan';
import { undoAction } from './undo';
import { actionFix, world, type World } from './world.test-data';

const fix = actionFix('credential-create');
const params = { host: 'pc9' };
const secret = 'correct horse';

const typedBy = (user: string): TypedSignIn => ({ user, password: Buffer.from(secret, 'utf16le') });
const undoOf = ({ desk, doors }: World, id: string | null, force = false) =>
  undoAction(desk, doors, id ?? '', { force, dryRun: false });
const users = (saved: readonly Saved[]): string[] => saved.map(({ type, user }) => `${type} ${user}`);

describe('a sign-in that is saved again', () => {
  it('is what was typed, of the other PC where no domain was said, and goes when it is taken back', async () => {
    const typed = typedBy('anna');
    const made = manager([], typed);
    const plan = await makeAction(made.desk, made.doors, fix, params);
    expect(made.done).toEqual([
      'asked for TERMSRV/pc9, nobody',
      'journal: acting',
      `saved ${secret}`,
      'journal: acted'
    ]);
    expect(users(made.saved)).toEqual(['domain-password pc9\\anna']);
    expect([...typed.password]).toEqual(Array.from(typed.password, () => 0));
    for (const clear of [secret, Buffer.from(secret, 'utf16le').toString('hex')])
      expect(JSON.stringify(await made.records())).not.toContain(clear);
    expect((await undoOf(made, plan.changeId)).applied).toBe(true);
    expect(made.saved).toEqual([]);
  });

  it('takes the place of a generic one, which comes back', async () => {
    const made = manager(
      [{ type: 'generic', user: 'PC9\\old', lastWritten: '' }],
      typedBy('anna@example.test')
    );
    const plan = await makeAction(made.desk, made.doors, fix, params);
    expect(made.done[0]).toBe('asked for TERMSRV/pc9, PC9\\old');
    expect(users(made.saved)).toEqual(['domain-password anna@example.test']);
    await undoOf(made, plan.changeId);
    expect(users(made.saved)).toEqual(['generic PC9\\old']);
  });

  it('says before it that a password goes for good', async () => {
    const one = { type: 'domain-password', user: 'PC9\\anna', lastWritten: '2026-11-01T00:00:00Z' };
    const made = manager([one], typedBy('PC9\\anna'));
    const pc = pcOf(await made.desk.machine.look([]));
    expect(planAction(pc, fix, params)).toMatchObject({
      conflicts: ['password-lost'],
      changes: [
        {
          before: { type: 'domain-password', user: 'PC9\\anna', persistence: 'local' },
          after: 'typed'
        }
      ]
    });
    const plan = await makeAction(made.desk, made.doors, fix, params);
    await undoOf(made, plan.changeId);
    expect(made.saved).toEqual([]);
  });

  it('that the person cancels leaves all as it is', async () => {
    const one = { type: 'generic', user: 'PC9\\old', lastWritten: '' };
    const made = manager([one], null);
    await expect(makeAction(made.desk, made.doors, fix, params)).rejects.toMatchObject({
      reason: 'cancelled'
    });
    expect(made.saved).toEqual([one]);
    expect(await made.records()).toEqual([]);
  });

  it('needs a name', async () => {
    const made = manager([], typedBy(' '));
    await expect(makeAction(made.desk, made.doors, fix, params)).rejects.toMatchObject({
      reason: 'failed',
      detail: 'no user name'
    });
    expect(await made.records()).toEqual([]);
  });

  it('is wiped also where Windows does not take it', async () => {
    const typed = typedBy('anna');
    const made = manager([], typed);
    const refusing = {
      ...made.doors,
      signIns: { ...made.doors.signIns, save: () => Promise.reject(new WriteFailed('error 1312')) }
    };
    await expect(makeAction(made.desk, refusing, fix, params)).rejects.toMatchObject({
      reason: 'failed',
      detail: 'error 1312'
    });
    expect(typed.password.every((byte) => byte === 0)).toBe(true);
  });

  it('is not taken from under somebody who has saved another one since', async () => {
    const made = manager([], typedBy('anna'));
    const { changeId } = await makeAction(made.desk, made.doors, fix, params);
    made.saved.splice(0, 1, { type: 'domain-password', user: 'PC9\\berta', lastWritten: 'later' });
    await expect(undoOf(made, changeId)).rejects.toMatchObject({ reason: 'drifted' });
    expect(made.saved).toHaveLength(1);
    expect((await undoOf(made, changeId, true)).applied).toBe(true);
    expect(made.saved).toEqual([]);
  });

  it('that was cut short before it was saved leaves an older one of the same user', async () => {
    const one = { type: 'domain-password', user: 'PC9\\anna', lastWritten: '2026-11-01T00:00:00Z' };
    const made = manager([one], typedBy('PC9\\anna'));
    const dying = {
      ...made.doors,
      signIns: { ...made.doors.signIns, save: () => Promise.reject(new Error('the power went')) }
    };
    await expect(makeAction(made.desk, dying, fix, params)).rejects.toThrow('the power went');
    const [first] = (await made.records()) as { id: string }[];
    expect((await undoOf(made, first?.id ?? null)).applied).toBe(false);
    expect(made.saved).toEqual([one]);
  });

  it('is refused where a policy keeps passwords from being saved', async () => {
    for (const root of [terminalServicesPolicy, terminalServicesPolicy.replace('HKLM', 'HKCU')]) {
      const { desk, doors } = world((pc) => setValue(pc, root, 'DisablePasswordSaving', ['REG_DWORD', 1]));
      await expect(makeAction(desk, doors, fix, params)).rejects.toMatchObject({
        reason: 'managed-by-policy'
      });
    }
  });
});
