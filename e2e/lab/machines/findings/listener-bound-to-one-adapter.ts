import { changedPc, rdpTcp, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'bound to the second adapter',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => setValue(pc, rdpTcp, 'LanAdapter', ['REG_DWORD', 2]))
    },
    {
      name: 'bound to one on a server',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2012-r2', (pc) => setValue(pc, rdpTcp, 'LanAdapter', ['REG_DWORD', 1]))
    }
  ],
  nearly: [
    {
      name: 'absent, which means all',
      image: changedPc('windows-11', (pc) => removeValue(pc, rdpTcp, 'LanAdapter'))
    },
    {
      name: 'a value that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, rdpTcp, 'LanAdapter', { unavailable: 'access-denied', detail: 'error 5' })
      )
    }
  ]
});
