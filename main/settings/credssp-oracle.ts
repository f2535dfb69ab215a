import { isSameNumber } from './parts/is-same-number';
import { registrySetting } from './parts/define-setting';

const parameters =
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters';

/** AllowEncryptionOracle: 0 force updated clients, 1 mitigated, 2 vulnerable. Its path says Policies, and it is the only place there is. https://support.microsoft.com/topic/credssp-updates-for-cve-2018-0886-5cbf9e5f-dc6d-744f-9e97-7ba400d6d3ea */
export const setting = registrySetting({
  id: 'credssp-oracle',
  key: parameters,
  value: 'AllowEncryptionOracle',
  type: 'REG_DWORD',
  writes: [1, 2],
  takesEffect: 'new-connections',
  weakerWhen: (state) => isSameNumber(state, 2)
});
