import { noLimit } from '../facts/listener';
import { rdpTcp, terminalServicesPolicy } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** MaxInstanceCount: how many connections the listener takes at once; 0xFFFFFFFF is no limit. */
export const setting = registrySetting({
  id: 'connection-limit',
  key: rdpTcp,
  value: 'MaxInstanceCount',
  type: 'REG_DWORD',
  writes: [noLimit],
  takesEffect: 'service-restart',
  policyKey: terminalServicesPolicy
});
