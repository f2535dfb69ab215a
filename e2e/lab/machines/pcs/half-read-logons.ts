import { changedPc, setValue, terminalServer } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a server with a mild fault beside a value that could not be read and may hide a worse one',
  image: changedPc('server-2019', (pc) => {
    setValue(pc, terminalServer, 'TSUserEnabled', ['REG_DWORD', 1]);
    setValue(pc, terminalServer, 'TSServerDrainMode', { unavailable: 'access-denied', detail: 'error 5' });
  }),
  findings: [...plain, 'logons-disabled host warning'],
  likelyCause: null,
  exit: 2
});
