import { dword } from '../../settings/parts/define-setting';
import { setting as listener } from '../../settings/listener';
import { defineFix, noParams, set } from '../define-fix';

/** Switches the listener on. */
export const fix = defineFix({
  id: 'listener-on',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['listener-disabled', 'not-listening'],
  changes: () => [set(listener, dword(1))]
});
