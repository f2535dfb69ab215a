import { z } from 'zod';
import { defineAction } from '../define-fix';
import { session } from '../params';

/** Ends a session; what was open in it is lost. */
export const fix = defineAction({
  id: 'end-session',
  side: 'host',
  scope: 'machine',
  risk: 'destructive',
  params: z.strictObject({ session }),
  verify: ['stuck-session'],
  undo: 'none'
});
