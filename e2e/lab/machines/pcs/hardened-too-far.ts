import { changedPc, schannel, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a Windows 10 on which a hardening tool switched every version of TLS off for the server role',
  image: changedPc('windows-10', (pc) => {
    for (const version of ['TLS 1.0', 'TLS 1.1', 'TLS 1.2'])
      setValue(pc, `${schannel}\\${version}\\Server`, 'Enabled', ['REG_DWORD', 0]);
  }),
  findings: [...plain, 'tls-all-off host problem'],
  likelyCause: 'tls-all-off',
  exit: 1
});
