import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine } from '../define-machine';

export const machine = defineMachine({
  about: 'a Windows 7 Home Premium',
  role: 'host',
  image: changedPc('windows-7', (pc) => {
    setValue(pc, 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'EditionID', [
      'REG_SZ',
      'HomePremium'
    ]);
  }),
  findings: ['remote-desktop-not-in-edition host problem'],
  likelyCause: 'remote-desktop-not-in-edition',
  exit: 1
});
