import { z } from 'zod';
import { dword } from '../../settings/parts/define-setting';
import { setting as tlsDisabledByDefault } from '../../settings/tls-disabled-by-default';
import { setting as tlsEnabled } from '../../settings/tls-enabled';
import { defineFix, downgradeSeconds, set } from '../define-fix';
import { role } from '../params';

/** Switches an old TLS version on for one role of this PC, to reach a PC that has no newer one. */
export const fix = defineFix({
  id: 'old-tls-on',
  side: 'both',
  scope: 'machine',
  risk: 'downgrade',
  params: z.strictObject({ role, version: z.enum(['1.0', '1.1']) }),
  verify: ['old-tls-on', 'tls-all-off'],
  expiresInSeconds: downgradeSeconds,
  changes: (_pc, { role, version }) => [
    set(tlsEnabled, dword(1), role, version),
    set(tlsDisabledByDefault, dword(0), role, version)
  ]
});
