import { rdpTcp } from '../facts/registry-paths';
import { registrySetting } from './parts/define-setting';

/** fLogonDisabled: 1 where the listener takes no sign-in. */
export const setting = registrySetting({
  id: 'listener-logons',
  key: rdpTcp,
  value: 'fLogonDisabled',
  type: 'REG_DWORD',
  writes: [0],
  takesEffect: 'at-once'
});
