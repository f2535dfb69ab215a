import { z } from 'zod';
import { setting as certificatePin } from '../../settings/certificate-pin';
import { defineFix, set } from '../define-fix';
import { host } from '../params';

/** Has the Remote Desktop client forget the certificate that was accepted for a host, so that it asks again. */
export const fix = defineFix({
  id: 'certificate-pin-clear',
  side: 'client',
  scope: 'user',
  risk: 'caution',
  params: z.strictObject({ host }),
  verify: ['certificate-pin-differs'],
  changes: (_pc, { host }) => [set(certificatePin, null, host)]
});
