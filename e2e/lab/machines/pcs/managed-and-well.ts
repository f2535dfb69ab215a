import { changedPc, setValue, terminalServicesPolicy } from '../../../../main/demo/machines/sound-pc';
import { defineMachine } from '../define-machine';

export const machine = defineMachine({
  about: 'a PC whose organisation sets everything, and well',
  image: changedPc('windows-10', (pc) => {
    for (const [name, value] of Object.entries({
      fDenyTSConnections: 0,
      UserAuthentication: 1,
      SecurityLayer: 2,
      MinEncryptionLevel: 3,
      KeepAliveEnable: 1,
      KeepAliveInterval: 1
    }))
      setValue(pc, terminalServicesPolicy, name, ['REG_DWORD', value]);
    pc.firewall.profiles['domain'] = {
      enabled: true,
      defaultInbound: 'block',
      blockAllInbound: false,
      localRulesApply: false
    };
    pc.firewall.currentProfiles = ['domain'];
    pc.firewall.rules = [
      {
        name: '{6e8f2d1a-0000-4444-8888-000000000001}',
        group: null,
        enabled: true,
        direction: 'in',
        action: 'allow',
        profiles: ['domain'],
        protocol: 'tcp',
        localPorts: ['3389'],
        remoteAddresses: ['*'],
        program: null,
        service: null,
        package: null,
        owner: null,
        bypass: false,
        source: 'policy'
      }
    ];
    pc.networks = [
      {
        id: '{cccccccc-2222-3333-4444-555555555555}',
        name: 'corp.example.test',
        category: 'domain',
        adapter: null
      }
    ];
    pc.identity['domain'] = 'corp.example.test';
  }),
  findings: [],
  likelyCause: null,
  exit: 0
});
