import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC whose firewall could not be read, because PowerShell is blocked there',
  image: changedPc('windows-11', (pc) => {
    pc.firewall = { unavailable: 'blocked', detail: 'Constrained Language' } as never;
  }),
  findings: [...plain],
  likelyCause: null,
  exit: 2
});
