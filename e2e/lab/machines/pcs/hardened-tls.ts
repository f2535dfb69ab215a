import { changedPc, schannel, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a server on which all but TLS 1.2 and 1.3 is switched off',
  image: changedPc('server-2022', (pc) => {
    for (const version of ['SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1'])
      for (const role of ['Client', 'Server']) {
        setValue(pc, `${schannel}\\${version}\\${role}`, 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, `${schannel}\\${version}\\${role}`, 'DisabledByDefault', ['REG_DWORD', 1]);
      }
    for (const role of ['Client', 'Server'])
      setValue(pc, `${schannel}\\TLS 1.2\\${role}`, 'Enabled', ['REG_DWORD', 0xffff_ffff]);
  }),
  findings: [...plain],
  likelyCause: null,
  exit: 0
});
