import { changedPc, setValue, terminalServer } from '../../../../main/demo/machines/sound-pc';
import { defineMachine } from '../define-machine';

export const machine = defineMachine({
  about: 'a Windows 11 Home, which cannot be connected to',
  image: changedPc('windows-11', (pc) => {
    pc.os['edition'] = 'Core';
    setValue(pc, 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'EditionID', ['REG_SZ', 'Core']);
    setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
    pc.services['TermService'] = { state: 'stopped', startType: 'manual', delayedStart: false };
    pc.sockets = [];
  }),
  findings: ['remote-desktop-not-in-edition host problem'],
  likelyCause: 'remote-desktop-not-in-edition',
  exit: 1
});
