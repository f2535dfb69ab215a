import { changedPc, setValue, terminalServer } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a Windows 11 on which nobody has switched Remote Desktop on',
  image: changedPc('windows-11', (pc) => {
    setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
    pc.services['TermService'] = { state: 'stopped', startType: 'manual', delayedStart: false };
    pc.sockets = [];
    for (const rule of pc.firewall.rules as Record<string, unknown>[]) rule['enabled'] = false;
    pc.power.settings['29f6c1db-86da-48c5-9fdb-f2b67b1f44da'] = { ac: 1800, dc: 600, policyAc: null };
    setValue(pc, 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power', 'HiberbootEnabled', [
      'REG_DWORD',
      1
    ]);
  }),
  findings: [
    ...plain,
    'remote-desktop-off host problem',
    'firewall-rule-off host problem',
    'sleeps-on-ac host warning',
    'fast-startup-on host info'
  ],
  likelyCause: 'remote-desktop-off',
  exit: 1
});
