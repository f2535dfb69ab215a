import { dword } from '../../settings/parts/define-setting';
import { setting as keepAlive } from '../../settings/keep-alive';
import { setting as keepAliveInterval } from '../../settings/keep-alive-interval';
import { defineFix, noParams, set } from '../define-fix';

/** Has the host ask a silent client each minute whether it is still there, so that a lost connection leaves no session stuck. */
export const fix = defineFix({
  id: 'keep-alive-on',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['keep-alive-off'],
  changes: () => [set(keepAlive, dword(1)), set(keepAliveInterval, dword(1))]
});
