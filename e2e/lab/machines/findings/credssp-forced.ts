import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const parameters =
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters';

export const cases = defineCases({
  must: [
    {
      name: 'a PC in both roles',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, parameters, 'AllowEncryptionOracle', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'a PC that only connects',
      severity: 'info',
      side: 'client',
      role: 'client',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, parameters, 'AllowEncryptionOracle', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'the client of two PCs',
      severity: 'info',
      side: 'client',
      host: changedPc('server-2022', () => undefined),
      image: changedPc('windows-10', (pc) => {
        setValue(pc, parameters, 'AllowEncryptionOracle', ['REG_DWORD', 0]);
      })
    }
  ],
  nearly: [
    {
      name: 'mitigated',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, parameters, 'AllowEncryptionOracle', ['REG_DWORD', 1]);
      })
    },
    { name: 'absent, which is mitigated', image: changedPc('windows-8.1', () => undefined) },
    {
      name: 'the opposite setting',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, parameters, 'AllowEncryptionOracle', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, parameters, 'AllowEncryptionOracle', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    }
  ]
});
