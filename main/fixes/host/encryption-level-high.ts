import { dword } from '../../settings/parts/define-setting';
import { setting as encryptionLevel } from '../../settings/encryption-level';
import { defineFix, noParams, set } from '../define-fix';

/** Asks for strong encryption. */
export const fix = defineFix({
  id: 'encryption-level-high',
  side: 'host',
  scope: 'machine',
  risk: 'safe',
  params: noParams,
  verify: ['encryption-level-low', 'encryption-conflict'],
  changes: () => [set(encryptionLevel, dword(3))]
});
