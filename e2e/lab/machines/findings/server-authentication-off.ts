import { changedPc, setValue, terminalServicesPolicy } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const forUser = 'HKCU\\Software\\Microsoft\\Terminal Server Client';
const forMachine = 'HKLM\\Software\\Microsoft\\Terminal Server Client';

export const cases = defineCases({
  must: [
    {
      name: 'switched off for this user',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, forUser, 'AuthenticationLevelOverride', ['REG_DWORD', 0])
      )
    },
    {
      name: 'switched off for everybody',
      severity: 'warning',
      side: 'client',
      role: 'client',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, forMachine, 'AuthenticationLevelOverride', ['REG_DWORD', 0])
      )
    },
    {
      name: 'switched off by policy',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) =>
        setValue(pc, terminalServicesPolicy, 'AuthenticationLevel', ['REG_DWORD', 0])
      )
    }
  ],
  nearly: [
    {
      name: 'set to ask',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, forUser, 'AuthenticationLevelOverride', ['REG_DWORD', 2])
      )
    },
    {
      name: 'switched off by the user where a policy refuses',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, forUser, 'AuthenticationLevelOverride', ['REG_DWORD', 0]);
        setValue(pc, terminalServicesPolicy, 'AuthenticationLevel', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'switched off by the user and the policy cannot be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, forUser, 'AuthenticationLevelOverride', ['REG_DWORD', 0]);
        setValue(pc, terminalServicesPolicy, 'AuthenticationLevel', { unavailable: 'access-denied' });
      })
    },
    {
      name: 'switched off on a PC that is only the host',
      role: 'host',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, forUser, 'AuthenticationLevelOverride', ['REG_DWORD', 0])
      )
    }
  ]
});
