import { describe, expect, it } from 'vitest';
import { historyOf } from '../changes/history';
import { pcOf } from '../changes/pc';
import { WriteFailed } from '../machine/writing';
import { makeAction } from './make';
import { planAction } from './plan';
import { undoAction } from './undo';
import { actionFix, world, type World } from './world.test-data';

const fix = actionFix('service-restart');
const params = { service: 'TermService' };
const planOf = ({ pc }: World) => planAction(pcOf(JSON.parse(JSON.stringify(pc)) as never), fix, params);
const dependents = (): Promise<readonly string[]> => Promise.resolve(['Other', 'UmRdpService']);

describe('restarting a service', () => {
  it('stops those that need it first, and starts all of them again in the other order', async () => {
    const { desk, doors, done, records } = world(undefined, { services: { dependents } });
    const plan = await makeAction(desk, doors, fix, params);
    expect(plan.applied).toBe(true);
    expect(plan.changeId).toMatch(/^service-restart-/);
    expect(done).toEqual([
      'journal: acting',
      ...['Other', 'UmRdpService', 'TermService'].map((name) => `${name} stopped`),
      ...['TermService', 'UmRdpService', 'Other'].map((name) => `${name} running`),
      'journal: acted'
    ]);
    const pc = pcOf(await desk.machine.look([]));
    expect(historyOf(pc, await records()).changes).toEqual([
      expect.objectContaining({ fix: fix.id, state: 'applied', final: true, by: 'PC7\\anna' })
    ]);
    await expect(
      undoAction(desk, doors, plan.changeId ?? '', { force: true, dryRun: false })
    ).rejects.toMatchObject({ reason: 'final' });
  });

  it('says whose sessions it drops, and that one may be the person’s own', () => {
    const remote = world((pc) => {
      pc.identity['remoteSession'] = true;
      pc.sessions = [
        { id: 2, name: 'rdp-tcp#3', user: 'PC7\\anna', state: 'active', idleSeconds: 7300 },
        { id: 3, name: null, user: 'PC7\\berta', state: 'disconnected', idleSeconds: 0 }
      ];
    });
    const { changes, conflicts } = planOf(remote);
    expect(changes.filter(({ setting }) => setting === 'session')).toEqual([
      {
        setting: 'session',
        where: 'sessions/2',
        before: 'PC7\\anna, active, idle 2 h',
        after: 'disconnected'
      }
    ]);
    expect(conflicts).toEqual(['own-session', 'drops-sessions']);
    expect(planOf(world()).conflicts).toBeUndefined();
  });

  it('is refused for a service that is disabled, not there, or not read', () => {
    const refused = (change: Parameters<typeof world>[0]) => () => planOf(world(change));
    expect(
      refused((pc) => Object.assign(pc.services['TermService'] ?? {}, { startType: 'disabled' }))
    ).toThrow(expect.objectContaining({ reason: 'not-supported', detail: 'disabled' }));
    expect(refused((pc) => (pc.services['TermService'] = null))).toThrow(
      expect.objectContaining({ reason: 'not-there' })
    );
    expect(refused((pc) => (pc.services['TermService'] = { unavailable: 'access-denied' }))).toThrow(
      expect.objectContaining({ reason: 'unreadable' })
    );
  });

  it('lets the others run again where one does not stop', async () => {
    const bring = (name: string, state: string): Promise<void> => {
      done.push(`${name} ${state}`);
      return name === 'TermService' && state === 'stopped'
        ? Promise.reject(new WriteFailed('timeout'))
        : Promise.resolve();
    };
    const { desk, doors, done, records } = world(undefined, { services: { dependents, bring } });
    await expect(makeAction(desk, doors, fix, params)).rejects.toMatchObject({
      reason: 'failed',
      where: 'services/TermService/state',
      detail: 'timeout'
    });
    expect(done.slice(-5)).toEqual([
      'TermService stopped',
      'TermService running',
      'UmRdpService running',
      'Other running',
      'journal: failed'
    ]);
    const [told] = historyOf(pcOf(await desk.machine.look([])), await records()).changes;
    expect(told?.state).toBe('undone');
  });

  it('says in which state a service is that does not start', async () => {
    const bring = (_name: string, state: string): Promise<void> =>
      state === 'running' ? Promise.reject(new WriteFailed('stopped: error 1067')) : Promise.resolve();
    const { desk, doors, records } = world(undefined, {
      services: { bring, state: () => Promise.resolve('stopped') }
    });
    await expect(makeAction(desk, doors, fix, params)).rejects.toMatchObject({
      where: 'services/TermService/state: stopped',
      detail: 'stopped: error 1067'
    });
    const [told] = historyOf(pcOf(await desk.machine.look([])), await records()).changes;
    expect(told?.state).toBe('partly');
  });

  it('does nothing where the PC has changed since the person agreed', async () => {
    const { desk, doors, done } = world();
    const plan = await makeAction(desk, doors, fix, params, 'f'.repeat(64));
    expect(plan.applied).toBe(false);
    expect(done).toEqual([]);
  });
});
