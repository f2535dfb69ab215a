import { rdpTcp, terminalServicesPolicy } from '../facts/registry-paths';
import { isSameNumber } from './parts/is-same-number';
import { registrySetting } from './parts/define-setting';

/** UserAuthentication: 1 asks for Network Level Authentication. https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setuserauthenticationrequired */
export const setting = registrySetting({
  id: 'nla',
  key: rdpTcp,
  value: 'UserAuthentication',
  type: 'REG_DWORD',
  writes: [0, 1],
  takesEffect: 'new-connections',
  policyKey: terminalServicesPolicy,
  weakerWhen: (state) => isSameNumber(state, 0)
});
