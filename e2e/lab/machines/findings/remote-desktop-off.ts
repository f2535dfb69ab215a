import {
  changedPc,
  removeValue,
  setValue,
  terminalServer,
  terminalServicesPolicy
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'off in the local key',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1])
      )
    },
    {
      name: 'off by policy while the local key says on',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 1])
      )
    },
    {
      name: 'absent everywhere, which means off',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) => removeValue(pc, terminalServer, 'fDenyTSConnections'))
    },
    {
      name: 'any number that is not 0',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) =>
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 0xffff_ffff])
      )
    }
  ],
  nearly: [
    {
      name: 'the key written twice, in two spellings',
      image: changedPc('windows-11', (pc) => {
        pc.registry[terminalServer.toUpperCase()] = { values: { TSServerDrainMode: ['REG_DWORD', 0] } };
      })
    },
    {
      name: 'off in the local key, on by policy',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'on in a closed list of registry keys',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 0])
      )
    },
    {
      name: 'on in the local key, and the policy could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', {
          unavailable: 'access-denied',
          detail: 'error 5'
        })
      )
    },
    {
      name: 'text instead of a number',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_SZ', '1'])
      )
    }
  ]
});
