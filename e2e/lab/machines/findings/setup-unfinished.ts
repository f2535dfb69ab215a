import { changedPc, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const setup = 'HKLM\\SYSTEM\\Setup';

export const cases = defineCases({
  must: [
    {
      name: 'setup itself still runs',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => setValue(pc, setup, 'SystemSetupInProgress', ['REG_DWORD', 1]))
    },
    {
      name: 'the first questions are still open',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, setup, 'OOBEInProgress', ['REG_DWORD', 1]))
    },
    {
      name: 'the first questions are open and the other value cannot be read',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, setup, 'OOBEInProgress', ['REG_DWORD', 1]);
        setValue(pc, setup, 'SystemSetupInProgress', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ],
  nearly: [
    {
      name: 'neither value is there, as on a PC long set up',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, setup, 'OOBEInProgress');
        removeValue(pc, setup, 'SystemSetupInProgress');
      })
    },
    {
      name: 'one is well and the other cannot be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, setup, 'SystemSetupInProgress', { unavailable: 'access-denied', detail: 'error 5' })
      )
    },
    {
      name: 'a value of another type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => setValue(pc, setup, 'OOBEInProgress', ['REG_SZ', '1']))
    }
  ]
});
