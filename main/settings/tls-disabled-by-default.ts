import { roles, schannelKey, versions } from './parts/registry-keys';
import { registrySetting } from './parts/define-setting';

/** DisabledByDefault: not 0 where a program gets a TLS version only by asking for it by name. https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings */
export const setting = registrySetting<[role: string, version: string]>({
  id: 'tls-disabled-by-default',
  key: schannelKey,
  value: 'DisabledByDefault',
  type: 'REG_DWORD',
  writes: [0],
  takesEffect: 'windows-restart',
  choices: roles.flatMap((role) => versions.map((version): [string, string] => [role, version]))
});
