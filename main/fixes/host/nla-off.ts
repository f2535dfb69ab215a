import { dword } from '../../settings/parts/define-setting';
import { setting as nla } from '../../settings/nla';
import { defineFix, downgradeSeconds, noParams, set } from '../define-fix';

/** Lets people connect before they have proved who they are, to find out whether NLA is what fails. */
export const fix = defineFix({
  id: 'nla-off',
  side: 'host',
  scope: 'machine',
  risk: 'downgrade',
  params: noParams,
  verify: ['nla-off'],
  expiresInSeconds: downgradeSeconds,
  changes: () => [set(nla, dword(0))]
});
