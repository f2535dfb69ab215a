import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { addRule, changeProfile, changeRule, withRule } from '../reach-changes';

export const cases = defineCases({
  must: [
    {
      name: 'one subnet',
      severity: 'warning',
      side: 'host',
      image: withRule('windows-11', { remoteAddresses: ['198.51.100.0/24', '192.0.2.1-192.0.2.9'] })
    },
    {
      name: 'the local subnet alone',
      severity: 'info',
      side: 'host',
      image: withRule('windows-10', { remoteAddresses: ['LocalSubnet'] })
    },
    {
      name: 'the local subnet and one address',
      severity: 'warning',
      side: 'host',
      image: withRule('server-2019', { remoteAddresses: ['LocalSubnet', '203.0.113.7'] })
    }
  ],
  nearly: [
    {
      name: 'a narrow rule beside one for everybody',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, { remoteAddresses: ['LocalSubnet'] });
        addRule(pc, {});
      })
    },
    {
      name: 'a narrow rule where the firewall is off',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, { remoteAddresses: ['192.0.2.0/24'] });
        changeProfile(pc, 'private', { enabled: false });
      })
    },
    {
      name: 'a narrow rule that is off',
      outcome: 'not-applicable',
      image: withRule('windows-11', { enabled: false, remoteAddresses: ['192.0.2.0/24'] })
    },
    {
      name: 'one of the addresses is everybody',
      image: withRule('windows-8.1', { remoteAddresses: ['LocalSubnet', '*'] })
    },
    {
      name: 'the addresses could not be read',
      outcome: 'could-not-run',
      image: withRule('windows-11', { remoteAddresses: { unavailable: 'failed' } })
    }
  ]
});
