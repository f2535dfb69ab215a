import { terminalServicesPolicy } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** KeepAliveInterval: after how many minutes of silence the host asks. */
export const setting = registrySetting({
  id: 'keep-alive-interval',
  key: terminalServicesPolicy,
  value: 'KeepAliveInterval',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'new-connections',
  isPolicy: true
});
