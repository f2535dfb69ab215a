import { changedPc, rdpTcp, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'switched off',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'fAllowSecProtocolNegotiation', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'switched off on a server',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2012-r2', (pc) => {
        setValue(pc, rdpTcp, 'fAllowSecProtocolNegotiation', ['REG_DWORD', 0]);
      })
    }
  ],
  nearly: [
    {
      name: 'absent, where Windows negotiates',
      image: changedPc('windows-10', (pc) => {
        removeValue(pc, rdpTcp, 'fAllowSecProtocolNegotiation');
      })
    },
    {
      name: 'a text where a number belongs',
      outcome: 'could-not-run',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'fAllowSecProtocolNegotiation', ['REG_SZ', '0']);
      })
    }
  ]
});
