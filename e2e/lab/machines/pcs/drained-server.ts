import { changedPc, setValue, terminalServer } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a server that takes no new sessions',
  image: changedPc('server-2016', (pc) =>
    setValue(pc, terminalServer, 'TSServerDrainMode', ['REG_DWORD', 1])
  ),
  findings: [...plain, 'logons-disabled host problem'],
  likelyCause: 'logons-disabled',
  exit: 1
});
