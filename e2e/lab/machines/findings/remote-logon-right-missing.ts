import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'granted to nobody',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.rights['SeRemoteInteractiveLogonRight'] = [];
      })
    },
    {
      name: 'granted to a single account',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        pc.rights['SeRemoteInteractiveLogonRight'] = ['S-1-5-21-1111111111-2222222222-3333333333-1009'];
      })
    }
  ],
  nearly: [
    {
      name: 'administrators only, as on a domain controller',
      image: changedPc('server-2019', (pc) => {
        pc.os['productType'] = 'domain-controller';
        pc.rights['SeRemoteInteractiveLogonRight'] = ['S-1-5-32-544'];
      })
    },
    {
      name: 'Remote Desktop Users only, in lower case',
      image: changedPc('windows-10', (pc) => {
        pc.rights['SeRemoteInteractiveLogonRight'] = ['s-1-5-32-555'];
      })
    },
    {
      name: 'not readable without administrator rights',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.identity['elevated'] = false;
        pc.rights['SeRemoteInteractiveLogonRight'] = { unavailable: 'access-denied' };
      })
    }
  ]
});
