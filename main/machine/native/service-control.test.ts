import { expect, it } from 'vitest';
import { WriteFailed } from '../writing';
import {
  longestWait,
  nextAction,
  patience,
  progressOf,
  settle,
  type ServiceProgress,
  type SettledState,
  type Waiting
} from './service-control';

it.each([
  ['stopped', 'running', ['start']],
  ['stopped', 'paused', ['start', 'pause']],
  ['running', 'stopped', ['stop']],
  ['paused', 'stopped', ['stop']],
  ['paused', 'running', ['continue']],
  ['running', 'running', []]
] as const)('goes from %s to %s by %j', (from, to, actions) => {
  const comesTo = { start: 'running', stop: 'stopped', pause: 'paused', continue: 'running' } as const;
  const told: string[] = [];
  let state: SettledState = from;
  for (let action = nextAction(state, to); action; action = nextAction(state, to)) {
    told.push(action);
    state = comesTo[action];
  }
  expect(told).toEqual(actions);
});

/** A clock that only sleeping moves. */
function stillClock(): Waiting & { readonly slept: () => number } {
  let time = 0;
  return {
    now: () => time,
    sleep: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
    slept: () => time
  };
}

/** A service that says one thing after the other, and the last one for ever. */
function saying(...all: readonly Partial<ServiceProgress>[]): () => Promise<ServiceProgress> {
  let at = 0;
  return () => {
    const one = all[Math.min(at++, all.length - 1)];
    return Promise.resolve({ state: 'stopped', checkPoint: 0, exitCode: 0, ...one });
  };
}

it('waits through pending states', async () => {
  const service = saying({ state: 'start-pending' }, { state: 'start-pending' }, { state: 'running' });
  const clock = stillClock();
  expect(await settle(service, 'running', clock)).toBe('running');
  expect(clock.slept()).toBeGreaterThan(0);
});

it('does not take the state it left for the one it was told to come to', async () => {
  const service = saying({ state: 'running' }, { state: 'stop-pending' }, { state: 'stopped' });
  expect(await settle(service, 'stopped', stillClock())).toBe('stopped');
});

it('takes any lasting state where it was told nothing', async () => {
  const service = saying({ state: 'pause-pending' }, { state: 'paused' });
  expect(await settle(service, null, stillClock())).toBe('paused');
});

it('tells why a service stopped that was to run', async () => {
  const service = saying({ state: 'start-pending' }, { state: 'stopped', exitCode: 1067 });
  await expect(settle(service, 'running', stillClock())).rejects.toEqual(
    new WriteFailed('stopped: error 1067')
  );
});

it('gives up on a service that gets no further', async () => {
  const clock = stillClock();
  const service = saying({ state: 'stop-pending' });
  await expect(settle(service, 'stopped', clock)).rejects.toEqual(new WriteFailed('timeout'));
  expect(clock.slept()).toBe(patience);
});

it('waits longer for one that gets on, but not for ever', async () => {
  const clock = stillClock();
  let checkPoint = 0;
  const service = (): Promise<ServiceProgress> =>
    Promise.resolve({ state: 'start-pending', checkPoint: (checkPoint += 1), exitCode: 0 });
  await expect(settle(service, 'running', clock)).rejects.toEqual(new WriteFailed('timeout'));
  expect(clock.slept()).toBe(longestWait);
});

it("reads checkpoint and exit code, the service's own where Windows points to it", () => {
  const bytes = Buffer.alloc(36);
  bytes.writeUInt32LE(1067, 12);
  bytes.writeUInt32LE(7, 16);
  bytes.writeUInt32LE(3, 20);
  expect(progressOf(bytes)).toEqual({ checkPoint: 3, exitCode: 1067 });
  bytes.writeUInt32LE(1066, 12);
  expect(progressOf(bytes)).toEqual({ checkPoint: 3, exitCode: 7 });
});
