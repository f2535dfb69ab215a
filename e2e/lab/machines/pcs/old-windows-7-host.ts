import { changedPc, removeValue, rdpTcp, schannel } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a Windows 7 host with NLA off by default and TLS 1.2 never switched on',
  role: 'host',
  image: changedPc('windows-7', (pc) => {
    removeValue(pc, rdpTcp, 'UserAuthentication');
    pc.registry = Object.fromEntries(
      Object.entries(pc.registry).filter(([key]) => !key.startsWith(schannel))
    );
  }),
  findings: [...plain, 'nla-off host warning', 'tls12-off host warning'],
  likelyCause: null,
  exit: 0
});
