import { isSameState } from '../changes/kinds';
import { isNumber, isSameNumber } from './parts/is-same-number';
import { roles, schannelKey, versions } from './parts/registry-keys';
import { registrySetting } from './parts/define-setting';

/** Enabled: whether Schannel has a TLS version at all, for one role. https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings */
export const setting = registrySetting<[role: string, version: string]>({
  id: 'tls-enabled',
  key: schannelKey,
  value: 'Enabled',
  type: 'REG_DWORD',
  writes: [1],
  takesEffect: 'windows-restart',
  choices: roles.flatMap((role) => versions.map((version): [string, string] => [role, version])),
  // Any number but 0 is on.
  isRight: (place, now, wanted) => isSameState(place, now, wanted) || (isNumber(now) && !isSameNumber(now, 0))
});
