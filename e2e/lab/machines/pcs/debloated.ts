import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC on which a tool disabled the services of Remote Desktop',
  image: changedPc('windows-11', (pc) => {
    for (const name of ['TermService', 'SessionEnv', 'UmRdpService'])
      pc.services[name] = { state: 'stopped', startType: 'disabled', delayedStart: false };
    pc.sockets = [];
  }),
  findings: [...plain, 'service-disabled host problem'],
  likelyCause: 'service-disabled',
  exit: 1
});
