import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { changeProfile } from '../reach-changes';

export const cases = defineCases({
  must: [
    {
      name: 'everything blocked on the network in use',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => changeProfile(pc, 'private', { blockAllInbound: true }))
    },
    {
      name: 'everything blocked, though what no rule is about would be allowed',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2016', (pc) =>
        changeProfile(pc, 'private', { blockAllInbound: true, defaultInbound: 'allow' })
      )
    },
    {
      name: 'blocked on one of two networks, no rule for the other',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.currentProfiles = ['private', 'public'];
        changeProfile(pc, 'private', { blockAllInbound: true });
      })
    }
  ],
  nearly: [
    {
      name: 'everything blocked on public networks, none in use',
      image: changedPc('windows-11', (pc) => changeProfile(pc, 'public', { blockAllInbound: true }))
    },
    {
      name: 'set, while the firewall is off',
      image: changedPc('windows-11', (pc) =>
        changeProfile(pc, 'private', { blockAllInbound: true, enabled: false })
      )
    },
    {
      name: 'set on one of two networks, the other lets it in',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.currentProfiles = ['private', 'domain'];
        changeProfile(pc, 'domain', { blockAllInbound: true });
      })
    },
    {
      name: 'the setting could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        changeProfile(pc, 'private', { blockAllInbound: { unavailable: 'access-denied' } })
      )
    }
  ]
});
