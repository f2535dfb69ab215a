import { dword } from '../../settings/parts/define-setting';
import { setting as nla } from '../../settings/nla';
import { isKnown } from '../../facts/fact';
import { defineFix, noParams, set } from '../define-fix';

/** Asks for Network Level Authentication. */
export const fix = defineFix({
  id: 'nla-on',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['nla-off'],
  conflictsWith: (pc) => {
    const layer = pc.facts.security.securityLayer;
    return isKnown(layer) && layer.value === 0 ? ['nla-cannot-work'] : [];
  },
  changes: () => [set(nla, dword(1))]
});
