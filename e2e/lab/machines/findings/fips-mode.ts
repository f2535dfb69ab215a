import { changedPc, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const policy = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FIPSAlgorithmPolicy';

export const cases = defineCases({
  must: [
    {
      name: 'switched on, a PC in both roles',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, policy, 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'switched on, a PC that only connects',
      severity: 'info',
      side: 'client',
      role: 'client',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, policy, 'Enabled', ['REG_DWORD', 1]);
      })
    }
  ],
  nearly: [
    {
      name: 'switched off',
      image: changedPc('server-2019', (pc) => {
        setValue(pc, policy, 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'absent',
      image: changedPc('windows-8.1', (pc) => {
        removeValue(pc, policy, 'Enabled');
      })
    },
    {
      name: 'not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, policy, 'Enabled', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ]
});
