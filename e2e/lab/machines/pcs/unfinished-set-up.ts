import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC that was never set up to the end',
  image: changedPc('windows-11', (pc) =>
    setValue(pc, 'HKLM\\SYSTEM\\Setup', 'OOBEInProgress', ['REG_DWORD', 1])
  ),
  findings: [...plain, 'setup-unfinished host problem'],
  likelyCause: 'setup-unfinished',
  exit: 1
});
