import { describe, expect, it } from 'vitest';
import type { Unavailable } from '../../shared/model/machine-image';
import { pcOf } from '../changes/pc';
import type { DraftPc } from '../demo/machines/sound-pc';
import type { Ended, ProgramCall } from '../machine/programs/run';
import { makeAction } from './make';
import { planAction } from './plan';
import { actionFix, world, type World } from './world.test-data';

const fix = actionFix('end-session');
const params = { session: '3' };
const stuck = { id: 3, name: 'rdp-tcp#3', user: 'PC7\\berta', state: 'active', idleSeconds: 5400 };
const console1 = { id: 1, name: 'console', user: 'PC7\\anna', state: 'active', idleSeconds: 0 };
const services = { id: 0, name: 'services', user: null, state: 'disconnected', idleSeconds: 0 };

type SessionOfCase = Readonly<Record<string, string | number | null>>;

const withSessions =
  (...sessions: SessionOfCase[]) =>
  (pc: DraftPc): void => {
    pc.sessions = sessions.map((one) => ({ ...one }));
  };

/**
 * Stand-in for logoff.exe and rwinsta.exe.
 *
 * @param ending after which of them the session is gone
 */
function programs(
  on: () => World,
  ending: string,
  answer: Partial<Record<string, Ended | Unavailable>> = {}
) {
  return ({ program, args }: ProgramCall): Promise<Ended | Unavailable> => {
    const { done, pc } = on();
    done.push([program, ...args].join(' '));
    if (program === ending && Array.isArray(pc.sessions))
      pc.sessions = pc.sessions.filter(({ id }) => id !== 3);
    return Promise.resolve(answer[program] ?? { status: 0, stdout: '', stderr: '' });
  };
}

function worldWhere(
  ending: string,
  state = 'active',
  answer?: Partial<Record<string, Ended | Unavailable>>
): World {
  const made: World = world(withSessions(services, console1, { ...stuck, state }), {
    programs: programs(() => made, ending, answer)
  });
  return made;
}

const doneBy = async (made: World): Promise<string[]> => {
  await makeAction(made.desk, made.doors, fix, params);
  return made.done.filter((one) => one.includes('.exe'));
};

describe('ending a session', () => {
  it('signs it out, sees that it is gone, and resets it only where that does not help', async () => {
    expect(await doneBy(worldWhere('logoff.exe'))).toEqual(['logoff.exe 3']);
    const reset = worldWhere('rwinsta.exe');
    expect(await doneBy(reset)).toEqual(['logoff.exe 3', 'rwinsta.exe 3']);
    expect(reset.done.filter((one) => one === 'wait')).toHaveLength(15);
    // One that is down answers nothing, and is not asked.
    expect(await doneBy(worldWhere('rwinsta.exe', 'down'))).toEqual(['rwinsta.exe 3']);
  });

  it('does not take a program’s word for it', async () => {
    const made = worldWhere('none of them');
    await expect(makeAction(made.desk, made.doors, fix, params)).rejects.toMatchObject({
      reason: 'failed',
      detail: 'rwinsta.exe 0'
    });
    expect(made.done.at(-1)).toBe('journal: failed');
  });

  it('says that this Windows has neither program', async () => {
    const missing: Unavailable = { unavailable: 'not-supported', detail: 'it is not there' };
    const made = worldWhere('none', 'active', { 'logoff.exe': missing, 'rwinsta.exe': missing });
    await expect(makeAction(made.desk, made.doors, fix, params)).rejects.toMatchObject({
      detail: 'not-supported'
    });
    expect(made.done).not.toContain('wait');
  });

  it('never is about the session that the person is in', async () => {
    const own = { session: '1' };
    const made = worldWhere('logoff.exe');
    expect(() => planAction(pcOf(image(made)), fix, own)).toThrow(
      expect.objectContaining({ reason: 'own-session' })
    );
    // A reading that does not show it: the process knows in which session it runs.
    const other = world(withSessions({ ...console1, user: 'PC7\\berta' }), {
      programs: programs(() => other, 'logoff.exe')
    });
    await expect(makeAction(other.desk, other.doors, fix, own)).rejects.toMatchObject({
      reason: 'own-session'
    });
    expect(other.done).toEqual([]);
  });

  it('may be about another session of the same person: the one that hangs', () => {
    const made = world(withSessions(console1, { ...stuck, user: 'PC7\\anna' }));
    expect(planAction(pcOf(image(made)), fix, params).changes).toEqual([
      { setting: 'session', where: 'sessions/3', before: 'PC7\\anna, active, idle 1 h', after: null }
    ]);
  });

  it('says who would lose what', () => {
    const conflicts = (...all: SessionOfCase[]) =>
      planAction(pcOf(image(world(withSessions(...all)))), fix, params).conflicts;
    expect(conflicts(console1, stuck)).toEqual(['session-in-use']);
    expect(conflicts(console1, { ...stuck, state: 'disconnected' })).toBeUndefined();
    expect(conflicts({ ...stuck, name: 'console', user: 'PC7\\berta' })).toEqual(['session-at-console']);
  });

  it('is refused for what is no session of a person, and where nobody knows', () => {
    const refused = (change: (pc: DraftPc) => void, session: string) => () =>
      planAction(pcOf(image(world(change))), fix, { session });
    expect(refused(withSessions(services), '0')).toThrow(
      expect.objectContaining({ reason: 'not-supported' })
    );
    expect(refused(withSessions(console1), '7')).toThrow(expect.objectContaining({ reason: 'not-there' }));
    expect(refused((pc) => (pc.sessions = { unavailable: 'access-denied' }), '3')).toThrow(
      expect.objectContaining({ reason: 'unreadable' })
    );
  });
});

const image = ({ pc }: World) => JSON.parse(JSON.stringify(pc)) as Parameters<typeof pcOf>[0];
