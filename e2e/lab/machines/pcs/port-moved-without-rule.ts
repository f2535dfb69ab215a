import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'the same without the rule',
  image: changedPc('windows-10', (pc) => {
    setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
    for (const socket of pc.sockets as Record<string, unknown>[]) socket['port'] = 3390;
  }),
  findings: [...plain, 'port-changed host info', 'firewall-no-rule-for-port host problem'],
  likelyCause: 'firewall-no-rule-for-port',
  exit: 1
});
