import { terminalServer } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** TSServerDrainMode: 0 lets new sessions in. https://learn.microsoft.com/windows-server/administration/windows-commands/change-logon */
export const setting = registrySetting({
  id: 'drain-mode',
  key: terminalServer,
  value: 'TSServerDrainMode',
  type: 'REG_DWORD',
  writes: [0],
  takesEffect: 'at-once'
});
