import { z } from 'zod';
import { defineAction } from '../define-fix';
import { file, line } from '../params';

/** Writes a corrected copy beside an .rdp file. */
export const fix = defineAction({
  id: 'rdp-file-correct',
  side: 'client',
  scope: 'user',
  risk: 'safe',
  params: z.strictObject({ file, line }),
  verify: ['rdp-file-gateway', 'rdp-file-nla-off', 'rdp-file-port'],
  undo: 'own'
});
