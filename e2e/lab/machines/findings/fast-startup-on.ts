import { changedPc, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power';

export const cases = defineCases({
  must: [
    {
      name: 'on, as Windows 11 ships',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, key, 'HiberbootEnabled', ['REG_DWORD', 1]))
    },
    {
      name: 'on, in Windows 8.1, with the name in another case',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-8.1', (pc) => {
        removeValue(pc, key, 'HiberbootEnabled');
        setValue(pc, key, 'hiberbootenabled', ['REG_DWORD', 1]);
      })
    }
  ],
  nearly: [
    { name: 'off', image: changedPc('windows-11', () => undefined) },
    { name: 'absent', image: changedPc('windows-10', (pc) => removeValue(pc, key, 'HiberbootEnabled')) },
    {
      name: 'Windows 7, where the value means nothing',
      outcome: 'not-applicable',
      image: changedPc('windows-7', (pc) => setValue(pc, key, 'HiberbootEnabled', ['REG_DWORD', 1]))
    },
    {
      name: 'another type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => setValue(pc, key, 'HiberbootEnabled', ['REG_SZ', '1']))
    }
  ]
});
