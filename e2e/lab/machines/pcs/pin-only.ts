import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC whose user has a Microsoft account and only ever uses a PIN',
  image: changedPc('windows-11', (pc) => {
    pc.identity['microsoftAccount'] = true;
    setValue(
      pc,
      'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\PasswordLess\\Device',
      'DevicePasswordLessBuildVersion',
      ['REG_DWORD', 2]
    );
  }),
  findings: [...plain, 'pin-only-sign-in host info'],
  likelyCause: null,
  exit: 0
});
