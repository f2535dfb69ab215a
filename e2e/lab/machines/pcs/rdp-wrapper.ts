import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC with RDP Wrapper in the place of termsrv.dll, and AnyDesk beside it',
  image: changedPc('windows-10', (pc) => {
    setValue(pc, 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\TermService\\Parameters', 'ServiceDll', [
      'REG_EXPAND_SZ',
      '%ProgramFiles%\\RDP Wrapper\\rdpwrap.dll'
    ]);
    pc.programs = [{ name: 'AnyDesk', version: 'ad 8.0.9', publisher: 'AnyDesk Software GmbH' }];
  }),
  findings: [...plain, 'termsrv-replaced host warning', 'other-remote-tool host info'],
  likelyCause: null,
  exit: 0
});
