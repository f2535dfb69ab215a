import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'windows-10 as it is when Remote Desktop works',
  image: changedPc('windows-10', () => undefined),
  findings: [...plain],
  likelyCause: null,
  exit: 0
});
