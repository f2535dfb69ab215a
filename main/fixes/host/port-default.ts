import { dword } from '../../settings/parts/define-setting';
import { setting as listenerPort } from '../../settings/listener-port';
import { defaultPort } from '../../facts/listener';
import { defineFix, noParams, set } from '../define-fix';

/** Puts the listener back on port 3389. */
export const fix = defineFix({
  id: 'port-default',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['port-changed', 'port-taken', 'firewall-no-rule-for-port'],
  cutsConnections: true,
  conflictsWith: () => ['old-port-rules'],
  changes: () => [set(listenerPort, dword(defaultPort))]
});
