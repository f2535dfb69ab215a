import { dword } from '../../settings/parts/define-setting';
import { setting as securityLayer } from '../../settings/security-layer';
import { isKnown } from '../../facts/fact';
import { defineFix, downgradeSeconds, noParams, set } from '../define-fix';

/** Leaves TLS out: the last test of whether it is what fails. */
export const fix = defineFix({
  id: 'security-layer-rdp',
  side: 'host',
  scope: 'machine',
  risk: 'downgrade',
  params: noParams,
  verify: ['security-layer-rdp'],
  expiresInSeconds: downgradeSeconds,
  conflictsWith: (pc) => {
    const nla = pc.facts.security.userAuthentication;
    return isKnown(nla) && nla.value === 0 ? [] : ['nla-cannot-work'];
  },
  changes: () => [set(securityLayer, dword(0))]
});
