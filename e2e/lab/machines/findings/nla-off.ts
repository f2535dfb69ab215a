import {
  changedPc,
  removeValue,
  rdpTcp,
  setValue,
  terminalServicesPolicy
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'switched off in the local key',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]))
    },
    {
      name: 'switched off by policy while the local key says on',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0])
      )
    },
    {
      name: 'absent on Windows 7, where that means off',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-7', (pc) => removeValue(pc, rdpTcp, 'UserAuthentication'))
    }
  ],
  nearly: [
    {
      name: 'absent on Windows 10, where that means on',
      image: changedPc('windows-10', (pc) => removeValue(pc, rdpTcp, 'UserAuthentication'))
    },
    {
      name: 'off in the local key, on by policy',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
        setValue(pc, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'a value of another type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'UserAuthentication', ['REG_SZ', '0']))
    }
  ]
});
