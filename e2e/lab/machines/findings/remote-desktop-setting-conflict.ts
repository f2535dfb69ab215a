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
      name: 'on by policy, off in the local key',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 0]);
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'on by policy, nothing in the local key',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 0]);
        removeValue(pc, terminalServer, 'fDenyTSConnections');
      })
    }
  ],
  nearly: [
    {
      name: 'on by policy and in the local key',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 0])
      )
    },
    {
      name: 'off by policy, on in the local key: off, and at rest',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 1])
      )
    },
    {
      name: 'off in the local key without a policy',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1])
      )
    },
    {
      name: 'a policy that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
      })
    }
  ]
});
