import { changedPc, schannel, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a Windows 10 on which every version of TLS is off, for both roles',
  image: changedPc('windows-10', (pc) => {
    for (const version of ['TLS 1.0', 'TLS 1.1', 'TLS 1.2'])
      for (const role of ['Client', 'Server'])
        setValue(pc, `${schannel}\\${version}\\${role}`, 'Enabled', ['REG_DWORD', 0]);
  }),
  findings: [...plain, 'tls-all-off host problem', 'tls-all-off client problem'],
  likelyCause: 'tls-all-off',
  exit: 1
});
