import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineMachine, plain } from '../define-machine';

export const machine = defineMachine({
  about: 'a listener on port 3390 with a firewall rule for it',
  image: changedPc('server-2019', (pc) => {
    setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
    for (const socket of pc.sockets as Record<string, unknown>[]) socket['port'] = 3390;
    (pc.firewall.rules as Record<string, unknown>[]).push({
      name: 'RDP 3390',
      group: null,
      enabled: true,
      direction: 'in',
      action: 'allow',
      profiles: ['domain', 'private', 'public'],
      protocol: 'tcp',
      localPorts: ['3380-3399'],
      remoteAddresses: ['*'],
      program: null,
      service: null,
      package: null,
      owner: null,
      bypass: false,
      source: 'local'
    });
  }),
  findings: [...plain, 'port-changed host info'],
  likelyCause: null,
  exit: 0
});
