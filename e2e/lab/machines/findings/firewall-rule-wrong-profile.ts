import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { addRule, changeProfile, changeRule, withPort, withRule } from '../reach-changes';

export const cases = defineCases({
  must: [
    {
      name: 'rule for domain and private, network public',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.firewall.currentProfiles = ['public'];
      })
    },
    {
      name: 'rule for domain alone on a private network',
      severity: 'problem',
      side: 'host',
      image: withRule('windows-7', { profiles: ['Domain'] })
    },
    {
      name: 'a rule of our own for the changed port, for another profile',
      severity: 'problem',
      side: 'host',
      image: withPort('windows-10', 3390, (pc) => {
        addRule(pc, { localPorts: ['3390'], profiles: ['public'] });
      })
    }
  ],
  nearly: [
    {
      name: 'public and private networks at once, rule for private',
      image: changedPc('windows-11', (pc) => {
        pc.firewall.currentProfiles = ['public', 'private'];
      })
    },
    {
      name: 'a rule without profiles is for each of them',
      image: changedPc('windows-11', (pc) => {
        pc.firewall.currentProfiles = ['public'];
        changeRule(pc, { profiles: null });
      })
    },
    {
      name: 'rule for another profile and off',
      image: withRule('windows-11', { profiles: ['domain'], enabled: false })
    },
    {
      name: 'rule for another profile, local rules ignored: told as that',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, { profiles: ['domain'] });
        changeProfile(pc, 'private', { localRulesApply: false });
      })
    },
    {
      name: 'the firewall is off on the public network in use',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.currentProfiles = ['public'];
        changeProfile(pc, 'public', { enabled: false });
      })
    },
    {
      name: 'the profiles of the rule could not be read',
      outcome: 'could-not-run',
      image: withRule('windows-11', { profiles: { unavailable: 'failed' } })
    }
  ]
});
