import { dword } from '../../settings/parts/define-setting';
import { setting as credsspOracle } from '../../settings/credssp-oracle';
import { defineFix, downgradeSeconds, noParams, set } from '../define-fix';

/** Lets this PC sign in to one that lacks the update of 2018, until that one is updated. */
export const fix = defineFix({
  id: 'credssp-bridge',
  side: 'client',
  scope: 'machine',
  risk: 'downgrade',
  params: noParams,
  verify: ['credssp-downgraded'],
  expiresInSeconds: downgradeSeconds,
  changes: () => [set(credsspOracle, dword(2))]
});
