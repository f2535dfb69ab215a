import { rdpTcp, terminalServicesPolicy } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** MinEncryptionLevel: 1 low, 2 as strong as the client can, 3 high, 4 FIPS. https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setencryptionlevel */
export const setting = registrySetting({
  id: 'encryption-level',
  key: rdpTcp,
  value: 'MinEncryptionLevel',
  type: 'REG_DWORD',
  writes: [3],
  takesEffect: 'new-connections',
  policyKey: terminalServicesPolicy
});
