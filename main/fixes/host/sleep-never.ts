import { setting as sleepAfter } from '../../settings/sleep-after';
import { defineFix, noParams, set } from '../define-fix';

/** Keeps the PC awake on mains. */
export const fix = defineFix({
  id: 'sleep-never',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['sleeps-on-ac', 'was-asleep'],
  changes: () => [set(sleepAfter, 0)]
});
