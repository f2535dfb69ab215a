import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'server-2022 as it is when Remote Desktop works',
  image: changedPc('server-2022', () => undefined),
  findings: [...plain],
  likelyCause: null,
  exit: 0
});
