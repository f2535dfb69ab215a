import { terminalServicesPolicy } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** fClientDisableUDP: 1 has the client use TCP alone. Documented as a policy only. https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-terminalserver#ts_client_disable_udp */
export const setting = registrySetting({
  id: 'udp-client',
  key: `${terminalServicesPolicy}\\Client`,
  value: 'fClientDisableUDP',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'new-connections',
  isPolicy: true
});
