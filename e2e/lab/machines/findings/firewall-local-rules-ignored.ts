import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { addRule, changeProfile, changeRule } from '../reach-changes';

export const cases = defineCases({
  must: [
    {
      name: 'the local rule is on and void',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => changeProfile(pc, 'private', { localRulesApply: false }))
    },
    {
      name: 'the rule of policy is for another profile',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.currentProfiles = ['domain'];
        changeProfile(pc, 'domain', { localRulesApply: false });
        addRule(pc, { source: 'policy', profiles: ['private'] });
      })
    }
  ],
  nearly: [
    {
      name: 'a rule of policy reaches the port',
      image: changedPc('windows-11', (pc) => {
        changeProfile(pc, 'private', { localRulesApply: false });
        addRule(pc, { source: 'policy' });
      })
    },
    {
      name: 'local rules ignored on public networks, none in use',
      image: changedPc('windows-11', (pc) => changeProfile(pc, 'public', { localRulesApply: false }))
    },
    {
      name: 'local rules ignored where the firewall is off',
      image: changedPc('server-2019', (pc) =>
        changeProfile(pc, 'private', { localRulesApply: false, enabled: false })
      )
    },
    {
      name: 'local rules apply, and the rule is off',
      image: changedPc('windows-11', (pc) => changeRule(pc, { enabled: false }))
    },
    {
      name: 'whether local rules apply could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        changeProfile(pc, 'private', { localRulesApply: { unavailable: 'access-denied' } })
      )
    }
  ]
});
