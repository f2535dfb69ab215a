import { rdpTcp } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** fEnableWinStation: 1 where the listener is on. */
export const setting = registrySetting({
  id: 'listener',
  key: rdpTcp,
  value: 'fEnableWinStation',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'service-restart'
});
