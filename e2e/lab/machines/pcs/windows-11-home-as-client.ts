import { changedPc, setValue, terminalServer } from '../../../../main/demo/machines/sound-pc';
import { defineMachine } from '../define-machine';

export const machine = defineMachine({
  about: 'the same Windows 11 Home as a client, which it can be',
  role: 'client',
  image: changedPc('windows-11', (pc) => {
    pc.os['edition'] = 'Core';
    setValue(pc, 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'EditionID', ['REG_SZ', 'Core']);
    setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
  }),
  findings: [],
  likelyCause: null,
  exit: 0
});
