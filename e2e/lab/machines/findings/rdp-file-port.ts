import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { channels, connecting, logged } from '../logs';

const withFile = (...lines: readonly string[]): ReturnType<typeof changedPc> =>
  changedPc('windows-11', (pc) => {
    pc.rdpFiles = [{ path: '%USERPROFILE%\\Desktop\\work.rdp', lines: [...lines] }];
  });
const host = changedPc('server-2022', () => undefined);
const movedHost = changedPc('windows-10', (pc) => setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]));

export const cases = defineCases({
  must: [
    {
      name: 'in its own line',
      severity: 'warning',
      side: 'client',
      image: withFile('full address:s:srv7', 'server port:i:3390'),
      host
    },
    {
      name: 'behind the address',
      severity: 'warning',
      side: 'client',
      target: 'pc7.example.test',
      image: withFile('Full Address:s:PC7.example.test:3389'),
      host: movedHost
    }
  ],
  nearly: [
    {
      name: 'the right port behind the address, the wrong one in a line that it outdoes',
      image: withFile('full address:s:srv7:3389', 'server port:i:3390'),
      host
    },
    {
      name: 'another port than 3389, which is where the other PC listens',
      image: withFile('full address:s:pc7', 'server port:i:3390'),
      host: movedHost
    },
    {
      name: 'a file for another host than the one that was asked for',
      outcome: 'not-applicable',
      target: 'srv7',
      image: withFile('full address:s:pc12', 'server port:i:3390'),
      host
    },
    {
      name: 'a file for another host than the one in the log',
      outcome: 'not-applicable',
      image: changedPc('windows-11', (pc) => {
        pc.rdpFiles = [{ path: 'x.rdp', lines: ['full address:s:pc12', 'server port:i:3390'] }];
        logged(pc, channels.client, connecting('2026-11-20T09:58:10Z', 'srv7'));
      }),
      host
    },
    {
      name: 'nobody looked at the other PC',
      outcome: 'not-applicable',
      image: withFile('full address:s:srv7', 'server port:i:3390')
    },
    {
      name: 'the port of the other PC could not be read',
      outcome: 'could-not-run',
      image: withFile('full address:s:srv7', 'server port:i:3390'),
      host: changedPc('server-2022', (pc) =>
        setValue(pc, rdpTcp, 'PortNumber', { unavailable: 'access-denied' })
      )
    }
  ]
});
