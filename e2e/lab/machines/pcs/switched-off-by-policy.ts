import { changedPc, setValue, terminalServicesPolicy } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC on which a policy turns Remote Desktop off while the local setting says on',
  image: changedPc('windows-11', (pc) =>
    setValue(pc, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 1])
  ),
  findings: [...plain, 'remote-desktop-off host problem'],
  likelyCause: 'remote-desktop-off',
  exit: 1
});
