import { changedPc, terminalServicesPolicy } from '../../../../main/demo/machines/sound-pc';
import { defineMachine } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC whose policy key could not be read: nobody knows what counts',
  image: changedPc('windows-10', (pc) => {
    pc.registry[terminalServicesPolicy] = { unavailable: 'access-denied', detail: 'error 5' };
  }),
  findings: [],
  likelyCause: null,
  exit: 2
});
