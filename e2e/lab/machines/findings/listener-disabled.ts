import {
  changedPc,
  rdpTcp,
  removeValue,
  setValue,
  terminalServer
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'switched off',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'fEnableWinStation', ['REG_DWORD', 0]))
    },
    {
      name: 'switched off on Windows 7',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) => setValue(pc, rdpTcp, 'fEnableWinStation', ['REG_DWORD', 0]))
    }
  ],
  nearly: [
    {
      name: 'absent, which means on',
      image: changedPc('windows-10', (pc) => removeValue(pc, rdpTcp, 'fEnableWinStation'))
    },
    {
      name: 'Remote Desktop off, and the listener on',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1])
      )
    },
    {
      name: 'a value of another type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, rdpTcp, 'fEnableWinStation', ['REG_BINARY', '00000000'])
      )
    }
  ]
});
