import type { PlannedChange } from '../../shared/model/change';
import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import { isKnown } from '../facts/fact';
import { WriteFailed } from '../machine/writing';
import { defineAction, Halfway } from './define-action';
import type { ServiceDoor } from './doors';
import { needState } from './parts/need-state';
import { userOf } from './parts/user-of';

/** Sessions live in this one: whoever is connected is disconnected, and what they have open stays. */
const keepsSessions = 'TermService';

/**
 * Stops a service with those that need it, and starts all of them again.
 * https://learn.microsoft.com/windows/win32/services/service-dependencies-and-deletion
 */
export const action = defineAction({
  id: 'service-restart',
  plan: (pc, { service = '' }) => {
    const state = needState(pc, { kind: 'service-state', name: service });
    const start = needState(pc, { kind: 'service-start-type', name: service });
    if (start === 'disabled') throw new Refused('not-supported', `services/${service}/startType`, 'disabled');
    const dropped = service === keepsSessions ? droppedSessions(pc) : [];
    return {
      changes: [
        {
          setting: 'service-state',
          where: `services/${service}/state`,
          before: String(state),
          after: 'restarted'
        },
        ...dropped
      ],
      conflicts: dropped.length > 0 ? ['drops-sessions'] : []
    };
  },
  run: async ({ services }, { params: { service = '' }, keep, signal, onStep }) => {
    const dependents = await services.dependents(service);
    if (signal.aborted) throw new Refused('cancelled', `services/${service}/state`);
    await keep();
    onStep('writing');
    await restartServices(services, [...dependents, service]);
  }
});

/** Who is connected from afar at this moment, as far as that was read. */
function droppedSessions({ facts: { sessions } }: Pc): PlannedChange[] {
  if (!isKnown(sessions.people)) return [];
  return sessions.people.value.flatMap((session) => {
    const { id, state, name } = session;
    const isRemote = isKnown(name) && /^rdp-/i.test(name.value ?? '');
    return isRemote && isKnown(state) && state.value === 'active'
      ? [{ setting: 'session', where: `sessions/${id}`, before: userOf(session), after: 'disconnected' }]
      : [];
  });
}

/**
 * Stops services in this order and starts them again in the other one.
 *
 * @throws Refused where one cannot be stopped and the others run again; Halfway, which names those that do not run
 */
export async function restartServices(services: ServiceDoor, names: readonly string[]): Promise<void> {
  const stopped: string[] = [];
  for (const name of names)
    try {
      stopped.push(name);
      await services.bring(name, 'stopped');
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      await startAll(services, stopped, `services/${name}/state`, error.detail);
      throw new Refused('failed', `services/${name}/state`, error.detail);
    }
  await startAll(services, stopped, null, '');
}

/** @throws Halfway where one does not come to run: its state, and why */
async function startAll(
  services: ServiceDoor,
  stopped: readonly string[],
  failed: string | null,
  detail: string
): Promise<void> {
  const left: string[] = [];
  let why = detail;
  for (const name of [...stopped].reverse())
    try {
      await services.bring(name, 'running');
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      why ||= error.detail;
      const state = await services.state(name).catch(() => 'unknown');
      if (state !== 'running') left.push(`services/${name}/state: ${state}`);
    }
  if (left.length > 0) throw new Halfway([failed, ...left].filter((one) => one !== null).join(', '), why);
}
