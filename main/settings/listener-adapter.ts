import { rdpTcp } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** LanAdapter: the one adapter that the listener hears on; 0 is all of them. */
export const setting = registrySetting({
  id: 'listener-adapter',
  key: rdpTcp,
  value: 'LanAdapter',
  type: 'REG_DWORD',
  writes: [0],
  takesEffect: 'service-restart'
});
