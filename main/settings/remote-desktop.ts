import { terminalServer, terminalServicesPolicy } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** fDenyTSConnections: 0 lets connections in. https://learn.microsoft.com/windows/win32/termserv/win32-terminalservicesetting-setallowtsconnections */
export const setting = registrySetting({
  id: 'remote-desktop',
  key: terminalServer,
  value: 'fDenyTSConnections',
  type: 'REG_DWORD',
  writes: [0],
  takesEffect: 'at-once',
  policyKey: terminalServicesPolicy
});
