import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a server with a limit on connections, and nobody knows how many sessions it has',
  image: changedPc('server-2016', (pc) => {
    setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 2]);
    pc.sessions = { unavailable: 'timeout' };
  }),
  findings: [...plain, 'listener-connection-limit host info'],
  likelyCause: null,
  exit: 2
});
