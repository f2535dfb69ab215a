import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC read by somebody who may not read the sign-in rights',
  image: changedPc('windows-11', (pc) => {
    pc.identity['elevated'] = false;
    for (const right of Object.keys(pc.rights))
      pc.rights[right] = { unavailable: 'access-denied', detail: 'error 5' };
  }),
  findings: [...plain],
  likelyCause: null,
  exit: 0
});
