import { terminalServer } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** TSEnabled: 0 where a server takes no sessions. A client Windows does not look at it. */
export const setting = registrySetting({
  id: 'server-sessions',
  key: terminalServer,
  value: 'TSEnabled',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'at-once'
});
