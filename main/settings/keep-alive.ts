import { terminalServicesPolicy } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** KeepAliveEnable: 1 has the host ask a silent client whether it is still there. Documented as a policy only. https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-terminalserver#ts_keep_alive */
export const setting = registrySetting({
  id: 'keep-alive',
  key: terminalServicesPolicy,
  value: 'KeepAliveEnable',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'new-connections',
  isPolicy: true
});
