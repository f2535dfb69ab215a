import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const msv = `${lsa}\\MSV1_0`;

export const cases = defineCases({
  must: [
    {
      name: 'may not be sent',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, msv, 'RestrictSendingNTLMTraffic', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'may not be received from the domain',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        setValue(pc, msv, 'RestrictReceivingNTLMTraffic', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'may not be received at all',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, msv, 'RestrictReceivingNTLMTraffic', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'an old form is sent',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, lsa, 'LmCompatibilityLevel', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'an old form is sent, the restriction not readable',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, lsa, 'LmCompatibilityLevel', ['REG_DWORD', 0]);
        setValue(pc, msv, 'RestrictSendingNTLMTraffic', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ],
  nearly: [
    {
      name: 'sending is only audited',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, msv, 'RestrictSendingNTLMTraffic', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'level 3 and nothing else set',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, lsa, 'LmCompatibilityLevel', ['REG_DWORD', 3]);
      })
    },
    {
      name: 'level 5, the strictest',
      image: changedPc('server-2025', (pc) => {
        setValue(pc, lsa, 'LmCompatibilityLevel', ['REG_DWORD', 5]);
      })
    },
    {
      name: 'a host that may not send and sends old forms',
      role: 'host',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, msv, 'RestrictSendingNTLMTraffic', ['REG_DWORD', 2]);
        setValue(pc, lsa, 'LmCompatibilityLevel', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'a client that may not receive',
      role: 'client',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, msv, 'RestrictReceivingNTLMTraffic', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, msv, 'RestrictReceivingNTLMTraffic', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    }
  ]
});
