import { dword } from '../../settings/parts/define-setting';
import { setting as fastStartup } from '../../settings/fast-startup';
import { defineFix, noParams, set } from '../define-fix';

/** Has the PC shut down wholly, so that it can be woken. */
export const fix = defineFix({
  id: 'fast-startup-off',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['fast-startup-on'],
  changes: () => [set(fastStartup, dword(0))]
});
