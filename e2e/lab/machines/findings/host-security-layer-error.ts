import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { channels, disconnected, logged, securityLayerError } from '../logs';

const client = (clockOffset: number, at = '2026-11-20T09:58:12Z'): ReturnType<typeof changedPc> =>
  changedPc('windows-11', (pc) => {
    logged(pc, channels.client, disconnected(at, 2055));
    pc.clock['offsetSeconds'] = clockOffset;
    pc.adapters = [{ id: '{a}', kind: 'ethernet', up: true, addresses: ['192.0.2.7/24', 'fe80::7%4/64'] }];
  });
const host = (...events: Parameters<typeof securityLayerError>[]): ReturnType<typeof changedPc> =>
  changedPc('server-2019', (pc) =>
    logged(pc, channels.core, ...events.map((event) => securityLayerError(...event)))
  );

export const cases = defineCases({
  must: [
    {
      name: 'within a minute of the failure, and hundreds of scanners since',
      severity: 'problem',
      side: 'host',
      image: client(0),
      host: host(
        ['2026-11-20T09:57:20Z'],
        ...Array.from({ length: 400 }, (_, second): [string] => [
          new Date(Date.UTC(2026, 10, 20, 9, 59, 30 + second)).toISOString()
        ])
      )
    },
    {
      name: 'nobody looked at the client',
      severity: 'info',
      side: 'host',
      role: 'host',
      image: host(['2026-11-20T09:58:11Z'])
    },
    {
      name: 'within a minute of the failure on the client',
      severity: 'problem',
      side: 'host',
      image: client(0),
      host: host(['2026-11-20T09:57:20Z'])
    },
    {
      name: 'within a minute once the client clock is put right',
      severity: 'problem',
      side: 'host',
      image: client(600, '2026-11-20T10:08:12Z'),
      host: host(['2026-11-20T09:58:00Z', '-2146893052'])
    },
    {
      name: 'hours away, from the address of the client',
      severity: 'problem',
      side: 'host',
      image: client(0),
      host: host(['2026-11-20T02:00:00Z', '0x8009030c', '192.0.2.7'])
    },
    {
      name: 'hours away and from elsewhere',
      severity: 'info',
      side: 'host',
      image: client(0),
      host: host(['2026-11-20T02:00:00Z', '0x80090304', '192.0.2.70'])
    },
    {
      name: 'a minute and a second away',
      severity: 'info',
      side: 'host',
      image: client(0),
      host: host(['2026-11-20T09:57:11Z'])
    }
  ],
  nearly: [
    {
      name: 'a connection that was reset, which is no fault of the security layer',
      image: client(0),
      host: host(['2026-11-20T09:58:11Z', '0x80072746'])
    },
    {
      name: 'refused passwords alone',
      image: client(0),
      host: changedPc('server-2019', (pc) =>
        logged(pc, channels.core, {
          id: 140,
          provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
          at: '2026-11-20T09:58:11Z',
          data: { IPString: '192.0.2.7' }
        })
      )
    },
    {
      name: 'the log of the host could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.events[channels.core] = { unavailable: 'access-denied', detail: 'error 5' };
      })
    }
  ]
});
