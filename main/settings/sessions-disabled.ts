import { registrySetting } from './parts/define-setting';

const winlogon = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';

/** WinStationsDisabled: `1` after `change logon /disable`, a text. */
export const setting = registrySetting({
  id: 'sessions-disabled',
  key: winlogon,
  value: 'WinStationsDisabled',
  type: 'REG_SZ',
  writes: ['0'],
  takesEffect: 'at-once'
});
