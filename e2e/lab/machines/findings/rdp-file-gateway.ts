import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const path = '%USERPROFILE%\\Documents\\Default.rdp';
const withFile = (...lines: readonly string[]): ReturnType<typeof changedPc> =>
  changedPc('windows-11', (pc) => {
    pc.rdpFiles = [{ path, lines: ['full address:s:pc9', ...lines] }];
  });

export const cases = defineCases({
  must: [
    {
      name: 'always',
      severity: 'warning',
      side: 'client',
      image: withFile('gatewayhostname:s:gate.example.test', 'gatewayusagemethod:i:1')
    },
    {
      name: 'where no direct way is found, in capitals',
      severity: 'warning',
      side: 'client',
      image: withFile('GatewayUsageMethod:I:2', 'GATEWAYHOSTNAME:S:gate.example.test')
    },
    {
      name: 'in one file while another could not be read',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        pc.rdpFiles = [
          { path: 'a.rdp', lines: { unavailable: 'access-denied' } as never },
          { path, lines: ['gatewayhostname:s:gate.example.test', 'gatewayusagemethod:i:1'] }
        ];
      })
    }
  ],
  nearly: [
    {
      name: 'named but never used',
      image: withFile('gatewayhostname:s:gate.example.test', 'gatewayusagemethod:i:0')
    },
    {
      name: 'named but not used, with the bypass box ticked',
      image: withFile('gatewayhostname:s:gate.example.test', 'gatewayusagemethod:i:4')
    },
    { name: 'used but not named', image: withFile('gatewayhostname:s:', 'gatewayusagemethod:i:1') },
    {
      name: 'used in a line that a later one takes back',
      image: withFile(
        'gatewayhostname:s:gate.example.test',
        'gatewayusagemethod:i:1',
        'gatewayusagemethod:i:0'
      )
    },
    {
      name: 'a file that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.rdpFiles = [{ path, lines: { unavailable: 'access-denied' } as never }];
      })
    }
  ]
});
