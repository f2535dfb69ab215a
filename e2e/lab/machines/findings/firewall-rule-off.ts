import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { addRule, changeProfile, changeRule, rulesOf, withRule } from '../reach-changes';

const off = { enabled: false };

export const cases = defineCases({
  must: [
    {
      name: 'the rule is off',
      severity: 'problem',
      side: 'host',
      image: withRule('windows-11', off)
    },
    {
      name: 'the rule of Windows 7 is off',
      severity: 'problem',
      side: 'host',
      image: withRule('windows-7', off)
    },
    {
      name: 'the rule does not exist',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        pc.firewall.rules = rulesOf(pc).filter(({ protocol }) => protocol === 'udp');
      })
    },
    {
      name: 'only a rule for another program is on',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        changeRule(pc, off);
        addRule(pc, { program: 'C:\\Tools\\rdp.exe' });
      })
    },
    {
      name: 'only a rule for another service is on',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        changeRule(pc, off);
        addRule(pc, { program: '%SystemRoot%\\system32\\svchost.exe', service: 'RemoteRegistry' });
      })
    },
    {
      name: 'only an app rule with neither port nor program is on',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, off);
        addRule(pc, { protocol: 'any', localPorts: ['*'], package: 'S-1-15-2-1' });
        addRule(pc, { protocol: 'any', localPorts: ['*'], owner: 'S-1-5-21-1-2-3-1001' });
      })
    },
    {
      name: 'rules for UDP and for outgoing connections alone are on',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, off);
        addRule(pc, { protocol: 'udp' });
        addRule(pc, { direction: 'out' });
      })
    },
    {
      name: 'the rule is on, and its port was changed',
      severity: 'problem',
      side: 'host',
      image: withRule('windows-11', { localPorts: ['3390', '4000-5000', 'RPC'] })
    },
    {
      name: 'the rule is off, and something else of the firewall could not be read',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, off);
        pc.firewall.products = { unavailable: 'access-denied' };
      })
    }
  ],
  nearly: [
    {
      name: 'off, and a rule of another name covers the port in a range',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, off);
        addRule(pc, { localPorts: ['80', '3000-4000'] });
      })
    },
    {
      name: 'off, and a rule for any protocol names svchost.exe alone',
      image: changedPc('windows-10', (pc) => {
        changeRule(pc, off);
        addRule(pc, {
          protocol: 'any',
          localPorts: ['*'],
          program: 'C:\\Windows\\System32\\SVCHOST.EXE',
          service: '*'
        });
      })
    },
    {
      name: 'off, and the firewall of the network in use is off too',
      image: changedPc('windows-10', (pc) => {
        changeRule(pc, off);
        changeProfile(pc, 'private', { enabled: false });
      })
    },
    {
      name: 'off, and the firewall lets in what no rule is about',
      image: changedPc('server-2019', (pc) => {
        changeRule(pc, off);
        changeProfile(pc, 'private', { defaultInbound: 'allow' });
      })
    },
    {
      name: 'off locally, on by policy',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, off);
        addRule(pc, { source: 'policy' });
        changeProfile(pc, 'private', { localRulesApply: false });
      })
    },
    {
      name: 'off, with everything blocked: told as that',
      image: changedPc('windows-11', (pc) => {
        changeRule(pc, off);
        changeProfile(pc, 'private', { blockAllInbound: true });
      })
    },
    {
      name: 'turned into a block rule: told as that',
      image: withRule('windows-11', { action: 'block' })
    },
    {
      name: 'whether the rule is on could not be read',
      outcome: 'could-not-run',
      image: withRule('windows-11', { enabled: { unavailable: 'access-denied' } })
    },
    {
      name: 'the rules could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.rules = { unavailable: 'access-denied' };
      })
    },
    {
      name: 'a word for the profile in force that Windows does not have',
      outcome: 'could-not-run',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.currentProfiles = ['home'];
      })
    }
  ]
});
