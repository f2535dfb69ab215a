import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { addRule, changeRule, withPort, withRule } from '../reach-changes';

export const cases = defineCases({
  must: [
    {
      name: 'port 3390 with the rule for 3389 alone',
      severity: 'problem',
      side: 'host',
      image: withPort('windows-11', 3390)
    },
    {
      name: 'a rule for the changed port that is off',
      severity: 'problem',
      side: 'host',
      image: withPort('server-2016', 53_389, (pc) => {
        addRule(pc, { localPorts: ['53389'], enabled: false });
      })
    },
    {
      name: 'a range that ends one below the port',
      severity: 'problem',
      side: 'host',
      image: withPort('windows-7', 3390, (pc) => {
        addRule(pc, { localPorts: ['3380-3389'] });
      })
    },
    {
      name: 'the rule for the changed port is for UDP',
      severity: 'problem',
      side: 'host',
      image: withPort('windows-10', 3390, (pc) => {
        addRule(pc, { localPorts: ['3390'], protocol: 'udp' });
      })
    }
  ],
  nearly: [
    {
      name: 'port 3390 with a rule of its own',
      image: withPort('windows-11', 3390, (pc) => {
        addRule(pc, { localPorts: ['3390'] });
      })
    },
    {
      name: 'port 3390 at the end of a range',
      image: withPort('windows-10', 3390, (pc) => {
        addRule(pc, { localPorts: ['3380-3390'] });
      })
    },
    {
      name: 'port 3390 and a rule for svchost.exe on every port',
      image: withPort('windows-8.1', 3390, (pc) => {
        changeRule(pc, { localPorts: ['*'] });
      })
    },
    { name: 'port 3389 with its rule off', image: withRule('windows-11', { enabled: false }) },
    {
      name: 'the port is of another type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'PortNumber', ['REG_SZ', '3390']))
    }
  ]
});
