import { z } from 'zod';
import { setting as mayTurnOff } from '../../settings/adapter-may-turn-off';
import { defineFix, set } from '../define-fix';
import { guid } from '../params';

/** Forbids Windows to turn a network adapter off. */
export const fix = defineFix({
  id: 'adapter-stay-on',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: z.strictObject({ adapter: guid }),
  verify: ['adapter-may-turn-off'],
  conflictsWith: () => ['wake-on-lan-impossible'],
  cutsConnections: true,
  changes: (_pc, { adapter }) => [set(mayTurnOff, false, adapter)]
});
