import { noLimit } from '../../facts/listener';
import { dword } from '../../settings/parts/define-setting';
import { setting as connectionLimit } from '../../settings/connection-limit';
import { setting as listenerAdapter } from '../../settings/listener-adapter';
import { defineFix, noParams, set } from '../define-fix';

/** Has the listener hear on every adapter and take any number of connections. */
export const fix = defineFix({
  id: 'listener-limits-reset',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['listener-connection-limit', 'listener-bound-to-one-adapter'],
  changes: () => [set(connectionLimit, dword(noLimit)), set(listenerAdapter, dword(0))]
});
