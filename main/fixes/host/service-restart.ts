import { z } from 'zod';
import { defineAction } from '../define-fix';
import { service } from '../params';

/** Stops a service and starts it again. */
export const fix = defineAction({
  id: 'service-restart',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: z.strictObject({ service }),
  verify: ['not-listening', 'service-stopped'],
  cutsConnections: true,
  undo: 'none'
});
