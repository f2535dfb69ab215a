import { z } from 'zod';
import { nowAt } from '../../changes/kinds';
import { setting as startType } from '../../settings/service-start-type';
import { setting as serviceState } from '../../settings/service-state';
import { defineFix, need, set } from '../define-fix';
import { service } from '../params';

/** Lets a service start, and starts it. */
export const fix = defineFix({
  id: 'service-enable',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: z.strictObject({ service }),
  verify: ['service-disabled', 'service-stopped', 'not-listening'],
  changes: (pc, { service }) => {
    const start = need(nowAt(pc.index, startType.at(service))).value;
    return [
      ...(start === 'disabled' ? [set(startType, 'manual', service)] : []),
      set(serviceState, 'running', service)
    ];
  }
});
