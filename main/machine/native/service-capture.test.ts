import { expect, it } from 'vitest';
import { WriteFailed } from '../writing';
import { startTypeCaptureOf, stateCaptureOf } from './service-capture';

const start = { kind: 'service-start-type', name: 'TermService', startType: 'manual', delayed: null };
const state = { kind: 'service-state', name: 'TermService', state: 'stopped' };

it('takes captures of its own service', () => {
  expect(startTypeCaptureOf('termservice', start)).toEqual(start);
  expect(stateCaptureOf('termservice', state)).toEqual(state);
});

it.each<readonly [string, unknown]>([
  ['another service', { ...start, name: 'Spooler' }],
  ['the other kind', state],
  ['a start type that Windows has not', { ...start, startType: '7' }],
  ['nothing', undefined]
])('refuses %s as a start type', (_what, capture) => {
  expect(() => startTypeCaptureOf('TermService', capture)).toThrow(WriteFailed);
});

it('refuses a state that no service stays in', () => {
  expect(() => stateCaptureOf('TermService', { ...state, state: 'start-pending' })).toThrow(WriteFailed);
});
