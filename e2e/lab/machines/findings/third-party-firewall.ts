import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'another firewall is on',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.firewall.products = [{ name: 'Contoso Internet Security', enabled: true }];
      })
    },
    {
      name: 'one of two is on, and the other could not be read',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        pc.firewall.products = [
          { name: 'Fabrikam Shield', enabled: { unavailable: 'failed' } },
          { name: 'Contoso Internet Security', enabled: true }
        ];
      })
    }
  ],
  nearly: [
    {
      name: 'another firewall is installed and off',
      image: changedPc('windows-11', (pc) => {
        pc.firewall.products = [{ name: 'Contoso Internet Security', enabled: false }];
      })
    },
    {
      name: "Windows' own firewall is listed as a product",
      image: changedPc('windows-10', (pc) => {
        pc.firewall.products = [{ name: 'Windows Defender Firewall', enabled: true }];
      })
    },
    {
      name: 'a server, which keeps no such list',
      outcome: 'not-applicable',
      image: changedPc('server-2025', () => undefined)
    },
    {
      name: 'a client on which the list could not be had',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.firewall.products = { unavailable: 'not-supported' };
      })
    }
  ]
});
