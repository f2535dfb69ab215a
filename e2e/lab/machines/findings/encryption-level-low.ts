import {
  changedPc,
  rdpTcp,
  removeValue,
  setValue,
  terminalServicesPolicy
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'in the local key',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 1]);
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'by policy',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, terminalServicesPolicy, 'MinEncryptionLevel', ['REG_DWORD', 1]);
      })
    }
  ],
  nearly: [
    {
      name: 'client compatible, as Windows ships',
      image: changedPc('windows-8.1', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'high',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 3]);
      })
    },
    {
      name: 'absent',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, rdpTcp, 'MinEncryptionLevel');
      })
    },
    {
      name: 'low in the local key, high by policy',
      image: changedPc('server-2016', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 1]);
        setValue(pc, terminalServicesPolicy, 'MinEncryptionLevel', ['REG_DWORD', 3]);
      })
    },
    {
      name: 'policy not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, terminalServicesPolicy, 'MinEncryptionLevel', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    }
  ]
});
