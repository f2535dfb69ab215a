import { rdpTcp, terminalServicesPolicy } from '../facts/registry-paths';
import { isSameNumber } from './parts/is-same-number';
import { registrySetting } from './parts/define-setting';

/** SecurityLayer: 0 is RDP itself, 1 what both ends agree on, 2 TLS. https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setsecuritylayer */
export const setting = registrySetting({
  id: 'security-layer',
  key: rdpTcp,
  value: 'SecurityLayer',
  type: 'REG_DWORD',
  writes: [0, 1, 2],
  takesEffect: 'new-connections',
  policyKey: terminalServicesPolicy,
  weakerWhen: (state) => isSameNumber(state, 0)
});
