import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'Administrators denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-5-32-544'];
      })
    },
    {
      name: 'Remote Desktop Users denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-5-32-555'];
      })
    },
    {
      name: 'Everyone denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-1-0'];
      })
    },
    {
      name: 'Authenticated Users denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-5-11'];
      })
    },
    {
      name: 'Remote Interactive denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-5-14'];
      })
    },
    {
      name: 'Users denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-5-32-545'];
      })
    },
    {
      name: 'local accounts denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-5-113'];
      })
    },
    {
      name: 'local administrators denied Remote Desktop',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-5-32-546', 'S-1-5-114'];
      })
    },
    {
      name: 'local accounts denied the network, with NLA',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        pc.rights['SeDenyNetworkLogonRight'] = ['S-1-5-32-546', 'S-1-5-113'];
      })
    },
    {
      name: 'denied Remote Desktop, the network right not readable',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-1-0'];
        pc.rights['SeDenyNetworkLogonRight'] = { unavailable: 'access-denied' };
      })
    }
  ],
  nearly: [
    {
      name: 'only guests and a single account denied',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = [
          'S-1-5-32-546',
          'S-1-5-21-1111111111-2222222222-3333333333-1009'
        ];
      })
    },
    {
      name: 'local accounts denied the network, without NLA',
      image: changedPc('server-2016', (pc) => {
        setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
        pc.rights['SeDenyNetworkLogonRight'] = ['S-1-5-113'];
      })
    },
    {
      name: 'the list of the network not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeDenyNetworkLogonRight'] = { unavailable: 'access-denied', detail: 'error 5' };
      })
    },
    {
      name: 'the list of the network not readable, without NLA',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'UserAuthentication', ['REG_DWORD', 0]);
        pc.rights['SeDenyNetworkLogonRight'] = { unavailable: 'access-denied' };
      })
    },
    {
      name: 'local accounts denied the network, and nobody knows of NLA',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'UserAuthentication', { unavailable: 'access-denied', detail: 'error 5' });
        pc.rights['SeDenyNetworkLogonRight'] = ['S-1-5-113'];
      })
    },
    {
      name: 'a PC that only connects',
      role: 'client',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeDenyRemoteInteractiveLogonRight'] = ['S-1-1-0'];
      })
    }
  ]
});
