import { z } from 'zod';
import { defineAction } from '../define-fix';
import { host } from '../params';

/** Opens Windows' own prompt and keeps what is typed there. */
export const fix = defineAction({
  id: 'credential-create',
  side: 'client',
  scope: 'user',
  risk: 'caution',
  params: z.strictObject({ host }),
  verify: ['saved-credential'],
  undo: 'own'
});
