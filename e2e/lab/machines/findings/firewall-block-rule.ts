import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { addRule, changeProfile, withPort, withRule } from '../reach-changes';

const block = { name: 'No remote control', action: 'block' };

export const cases = defineCases({
  must: [
    {
      name: 'a block rule for the port beside the allow rule',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => addRule(pc, block))
    },
    {
      name: "Windows' own rule was turned into a block rule",
      severity: 'problem',
      side: 'host',
      image: withRule('windows-10', { action: 'block' })
    },
    {
      name: 'a block rule for every port by policy, local rules ignored',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        addRule(pc, { ...block, localPorts: ['*'], protocol: 'any', source: 'policy' });
        addRule(pc, { source: 'policy' });
        changeProfile(pc, 'private', { localRulesApply: false });
      })
    },
    {
      name: 'a block rule for some addresses',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => addRule(pc, { ...block, remoteAddresses: ['198.51.100.0/24'] }))
    },
    {
      name: 'a block rule on one of two networks, no rule on the other',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.firewall.currentProfiles = ['private', 'public'];
        addRule(pc, { ...block, profiles: ['private'] });
      })
    },
    {
      name: 'a bypass that does not cover what is blocked',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        addRule(pc, { ...block, remoteAddresses: ['198.51.100.0/24'] });
        addRule(pc, { name: 'Admins', bypass: true, remoteAddresses: ['192.0.2.0/24'] });
      })
    }
  ],
  nearly: [
    {
      name: 'a block rule that is off',
      image: changedPc('windows-11', (pc) => addRule(pc, { ...block, enabled: false }))
    },
    {
      name: 'a block rule for another profile',
      image: changedPc('windows-11', (pc) => addRule(pc, { ...block, profiles: ['public', 'domain'] }))
    },
    {
      name: 'a block rule for outgoing connections',
      image: changedPc('windows-11', (pc) => addRule(pc, { ...block, direction: 'out' }))
    },
    {
      name: 'a block rule for an app',
      image: changedPc('windows-11', (pc) =>
        addRule(pc, { ...block, localPorts: ['*'], package: 'S-1-15-2-1' })
      )
    },
    {
      name: 'a block rule for another service of svchost.exe',
      image: changedPc('windows-10', (pc) =>
        addRule(pc, {
          ...block,
          localPorts: ['*'],
          program: '%SystemRoot%\\system32\\svchost.exe',
          service: 'lanmanserver'
        })
      )
    },
    {
      name: 'an authenticated bypass goes before the block',
      image: changedPc('server-2022', (pc) => {
        addRule(pc, block);
        addRule(pc, { name: 'Admins', bypass: true });
      })
    },
    {
      name: 'a local block rule where local rules are ignored',
      image: changedPc('windows-11', (pc) => {
        addRule(pc, block);
        addRule(pc, { name: 'policy', source: 'policy' });
        changeProfile(pc, 'private', { localRulesApply: false });
      })
    },
    {
      name: 'the firewall is off there',
      image: changedPc('windows-10', (pc) => {
        addRule(pc, block);
        changeProfile(pc, 'private', { enabled: false });
      })
    },
    {
      name: 'another network in use is not blocked',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.currentProfiles = ['private', 'domain'];
        addRule(pc, { ...block, profiles: ['domain'] });
      })
    },
    {
      name: 'a block rule for 3389 while Remote Desktop is on 3390',
      image: withPort('windows-11', 3390, (pc) => {
        addRule(pc, block);
        addRule(pc, { localPorts: ['3390'] });
      })
    },
    {
      name: 'the action of a rule for the port could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => addRule(pc, { action: { unavailable: 'failed' } }))
    }
  ]
});
