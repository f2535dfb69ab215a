import { dword } from '../../settings/parts/define-setting';
import { setting as securityLayer } from '../../settings/security-layer';
import { isKnown } from '../../facts/fact';
import { defineFix, noParams, set } from '../define-fix';

/** Takes TLS connections alone. */
export const fix = defineFix({
  id: 'security-layer-tls',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['security-layer-rdp', 'encryption-conflict'],
  conflictsWith: (pc) => {
    const level = pc.facts.security.minEncryptionLevel;
    return isKnown(level) && level.value === 1 ? ['tls-needs-encryption'] : [];
  },
  changes: () => [set(securityLayer, dword(2))]
});
