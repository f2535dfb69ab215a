import { dword } from '../../settings/parts/define-setting';
import { setting as credsspOracle } from '../../settings/credssp-oracle';
import { defineFix, noParams, set } from '../define-fix';

/** Protects CredSSP as Windows does by itself since 2018. */
export const fix = defineFix({
  id: 'credssp-mitigated',
  side: 'both',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['credssp-downgraded', 'credssp-forced'],
  changes: () => [set(credsspOracle, dword(1))]
});
