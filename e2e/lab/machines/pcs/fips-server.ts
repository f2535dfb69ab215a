import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a server in FIPS mode',
  image: changedPc('server-2019', (pc) =>
    setValue(pc, 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FIPSAlgorithmPolicy', 'Enabled', [
      'REG_DWORD',
      1
    ])
  ),
  findings: [...plain, 'fips-mode host info'],
  likelyCause: null,
  exit: 0
});
