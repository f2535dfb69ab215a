import { pc as demo } from '../../../../main/demo/pcs/unreachable-host';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'the host PC of the article about 0x904',
  role: 'host',
  image: demo.image,
  findings: [
    ...plain,
    'firewall-rule-wrong-profile host problem',
    'network-public host info',
    'sleeps-on-ac host warning',
    'stuck-session host warning',
    'adapter-may-turn-off host info'
  ],
  likelyCause: 'firewall-rule-wrong-profile',
  exit: 1
});
