import { z } from 'zod';
import { dword } from '../../settings/parts/define-setting';
import { setting as tlsDisabledByDefault } from '../../settings/tls-disabled-by-default';
import { setting as tlsEnabled } from '../../settings/tls-enabled';
import { defineFix, set } from '../define-fix';
import { role } from '../params';

/** Switches TLS 1.2 on for one role of this PC. */
export const fix = defineFix({
  id: 'tls12-on',
  side: 'both',
  scope: 'machine',
  risk: 'safe',
  params: z.strictObject({ role }),
  verify: ['tls12-off', 'tls-all-off'],
  changes: (_pc, { role }) => [
    set(tlsEnabled, dword(1), role, '1.2'),
    set(tlsDisabledByDefault, dword(0), role, '1.2')
  ]
});
