import { z } from 'zod';
import type { Pc } from '../../changes/pc';
import { setting as certificatePin } from '../../settings/certificate-pin';
import { clientServers } from '../../settings/parts/registry-keys';
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
  changes: (pc, { host }) => [set(certificatePin, null, asListed(pc, host))]
});

/** As Windows spells its key: what is read of all hosts has that name, and a second one would be a second key. */
function asListed({ image }: Pc, host: string): string {
  const key = `${clientServers}\\${host}`.toLowerCase();
  const listed = Object.keys(image.registry ?? {}).find((one) => one.toLowerCase() === key);
  return listed?.slice(clientServers.length + 1) ?? host;
}
