import { dword } from '../../settings/parts/define-setting';
import { setting as securityLayer } from '../../settings/security-layer';
import { defineFix, noParams, set } from '../define-fix';

/** Lets both ends agree on the security layer: what Windows documents as the default. */
export const fix = defineFix({
  id: 'security-layer-negotiate',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['security-layer-rdp', 'encryption-conflict'],
  changes: () => [set(securityLayer, dword(1))]
});
