import { expect, test } from 'vitest';
import { allFine, run, stage } from './example-runs.test-data';
import { stepsOf } from './steps';

const step = (id: string, ...args: Parameters<typeof run>) =>
  stepsOf(run(...args)).find((one) => one.id === id);

test('all seven steps are listed before any ran', () => {
  const steps = stepsOf(run({}, { status: 'running' }));
  expect(steps.map(({ id }) => id)).toEqual([
    'resolve',
    'connect',
    'negotiate',
    'tls',
    'credssp',
    'udp',
    'stability'
  ]);
  expect(steps.every(({ word }) => word === 'waiting')).toBe(true);
});

test('the step under way says since when', () => {
  const active = [{ id: 'connect' as const, since: 1000 }];
  expect(step('connect', {}, { status: 'running', active })).toMatchObject({ mark: 'running', since: 1000 });
});

test('stability can be asked for once the rest is done, and not in a demo or while it runs', () => {
  expect(step('stability', { stages: [...allFine] })?.canBeAsked).toBe(true);
  expect(step('stability', { stages: [...allFine] }, { status: 'running' })?.canBeAsked).toBe(false);
  expect(step('stability', { stages: [...allFine] }, { watching: true })?.canBeAsked).toBe(false);
});

test('stability that was stopped can be asked for again; a run that was stopped cannot go on there', () => {
  const stages = [...allFine.slice(0, 6), stage('stability', 'could-not-run', { because: 'cancelled' })];
  expect(step('stability', { stages })?.canBeAsked).toBe(true);
  expect(step('stability', { stages }, { status: 'cancelled' })?.canBeAsked).toBe(false);
});

test('a step that an earlier fault made moot was not run, which is no state of its own', () => {
  const stages = [stage('tls', 'not-applicable', { because: 'not-reached' })];
  expect(step('tls', { stages })).toMatchObject({ mark: 'not-applicable', word: 'not-run' });
});

test('a step the host makes moot is not needed', () => {
  const stages = [stage('credssp', 'not-applicable', { because: 'not-offered' })];
  expect(step('credssp', { stages })).toMatchObject({ mark: 'not-applicable', word: 'not-applicable' });
});
