import { changedPc, rdpTcp, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'a class of another product',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2016', (pc) =>
        setValue(pc, rdpTcp, 'LoadableProtocol_Object', ['REG_SZ', '{3a6b3b1c-0ab7-4a3e-9bb1-0f3a2c4d5e6f}'])
      )
    },
    {
      name: 'a name that is no class',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, rdpTcp, 'LoadableProtocol_Object', ['REG_SZ', 'picadm'])
      )
    }
  ],
  nearly: [
    {
      name: "Windows' own in capitals",
      image: changedPc('windows-11', (pc) =>
        setValue(pc, rdpTcp, 'LoadableProtocol_Object', ['REG_SZ', '{5828227C-20CF-4408-B73F-73AB70B8849F}'])
      )
    },
    {
      name: 'that of Windows 7 on Windows 7',
      image: changedPc('windows-7', (pc) =>
        setValue(pc, rdpTcp, 'LoadableProtocol_Object', ['REG_SZ', '{18B726BB-6FE6-4FB9-9276-ED57CE7C7CB2}'])
      )
    },
    {
      name: 'none is named',
      outcome: 'not-applicable',
      image: changedPc('windows-10', (pc) => removeValue(pc, rdpTcp, 'LoadableProtocol_Object'))
    },
    {
      name: 'a value that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, rdpTcp, 'LoadableProtocol_Object', { unavailable: 'access-denied', detail: 'error 5' })
      )
    }
  ]
});
