import { terminalServicesPolicy } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** SelectTransport: 1 leaves TCP alone. Documented as a policy only. https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-terminalserver#ts_select_transport */
export const setting = registrySetting({
  id: 'udp-host',
  key: terminalServicesPolicy,
  value: 'SelectTransport',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'new-connections',
  isPolicy: true
});
