import { dword } from '../../settings/parts/define-setting';
import { setting as negotiation } from '../../settings/negotiation';
import { defineFix, noParams, set } from '../define-fix';

/** Lets the listener agree with the client on how the connection is secured. */
export const fix = defineFix({
  id: 'negotiation-on',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['negotiation-off'],
  changes: () => [set(negotiation, dword(1))]
});
