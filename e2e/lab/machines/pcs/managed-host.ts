import { pc as demo } from '../../../../main/demo/pcs/managed-host';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a work PC of which a policy keeps NLA off, seen from a connection to it',
  role: 'host',
  image: demo.image,
  findings: [
    ...plain,
    'firewall-no-rule-for-port host problem',
    'nla-off host warning',
    'port-changed host info',
    'security-layer-rdp host warning'
  ],
  likelyCause: 'firewall-no-rule-for-port',
  exit: 1
});
