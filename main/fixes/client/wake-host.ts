import { z } from 'zod';
import { defineAction } from '../define-fix';
import { mac } from '../params';

/** Sends a magic packet. */
export const fix = defineAction({
  id: 'wake-host',
  side: 'client',
  scope: 'user',
  risk: 'safe',
  params: z.strictObject({ mac }),
  verify: ['host-unreachable', 'port-filtered'],
  undo: 'none'
});
