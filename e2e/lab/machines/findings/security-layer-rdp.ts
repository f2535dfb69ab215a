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
      name: 'NLA not readable, so it may be worse',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
        setValue(pc, rdpTcp, 'UserAuthentication', { unavailable: 'access-denied', detail: 'error 5' });
      })
    },
    {
      name: 'together with NLA',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'without NLA',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
        setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'by policy while the local key says TLS',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, terminalServicesPolicy, 'SecurityLayer', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'on Windows 7, where absent NLA is off',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
        removeValue(pc, rdpTcp, 'UserAuthentication');
      })
    }
  ],
  nearly: [
    {
      name: 'negotiated',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'absent, where Windows negotiates',
      image: changedPc('server-2019', (pc) => {
        removeValue(pc, rdpTcp, 'SecurityLayer');
      })
    },
    {
      name: 'in the local key, TLS by policy',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
        setValue(pc, terminalServicesPolicy, 'SecurityLayer', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'in the local key, policy not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
        setValue(pc, terminalServicesPolicy, 'SecurityLayer', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    }
  ]
});
