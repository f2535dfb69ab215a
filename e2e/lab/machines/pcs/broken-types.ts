import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC whose listener values have types that Windows does not use',
  image: changedPc('windows-10', (pc) => {
    setValue(pc, rdpTcp, 'SecurityLayer', ['REG_SZ', '2']);
    setValue(pc, rdpTcp, 'UserAuthentication', ['REG_BINARY', '01000000']);
  }),
  findings: [...plain],
  likelyCause: null,
  exit: 2
});
