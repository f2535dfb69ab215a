import { changedPc, type Release } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { arrived, channels, connecting, disconnected, listening, logged } from '../logs';

const client = (clockOffset = 0, reason = 516): ReturnType<typeof changedPc> =>
  changedPc('windows-11', (pc) => {
    logged(
      pc,
      channels.client,
      connecting('2026-11-20T09:58:00Z', 'srv7'),
      disconnected('2026-11-20T09:58:21Z', reason)
    );
    pc.clock['offsetSeconds'] = clockOffset;
  });
const host = (
  release: Release,
  ...events: readonly (typeof listening extends (at: string) => infer E ? E : never)[]
): ReturnType<typeof changedPc> => changedPc(release, (pc) => logged(pc, channels.core, ...events));
const longAgo = listening('2026-11-01T08:00:00Z');

export const cases = defineCases({
  must: [
    {
      name: 'a log that reaches back, and nothing arrived',
      severity: 'problem',
      side: 'network',
      image: client(),
      host: host('server-2022', longAgo)
    },
    {
      name: 'what arrived was minutes away',
      severity: 'problem',
      side: 'network',
      image: client(),
      host: host('windows-10', longAgo, arrived('2026-11-20T09:56:59Z'), arrived('2026-11-20T09:59:22Z'))
    },
    {
      name: 'what seems to be at the same time was not, for the client clock is wrong',
      severity: 'problem',
      side: 'network',
      image: client(3600),
      host: host('server-2019', longAgo, arrived('2026-11-20T09:58:05Z'))
    }
  ],
  nearly: [
    {
      name: 'it arrived',
      image: client(),
      host: host('server-2022', longAgo, arrived('2026-11-20T09:58:01Z'))
    },
    {
      name: 'it arrived, once the client clock is put right',
      image: client(3600),
      host: host('server-2022', longAgo, arrived('2026-11-20T08:58:05Z'))
    },
    {
      name: 'a session of hours that broke: it arrived when it began',
      image: changedPc('windows-11', (pc) =>
        logged(
          pc,
          channels.client,
          connecting('2026-11-20T06:00:00Z', 'srv7', '{a}'),
          disconnected('2026-11-20T09:58:21Z', 2308, '{A}')
        )
      ),
      host: host('server-2022', longAgo, arrived('2026-11-20T06:00:01Z'))
    },
    {
      name: 'a log that begins after the failure',
      outcome: 'not-applicable',
      image: client(),
      host: host('server-2022', listening('2026-11-20T09:58:30Z'))
    },
    {
      name: 'an empty log',
      outcome: 'not-applicable',
      image: client(),
      host: host('server-2022')
    },
    {
      name: 'Windows 7, which does not write such events',
      outcome: 'not-applicable',
      image: client(),
      host: host('windows-7', longAgo)
    },
    {
      name: 'no failure',
      image: client(0, 1),
      host: host('server-2022', longAgo)
    },
    {
      name: 'the log of the host could not be read',
      outcome: 'could-not-run',
      image: client(),
      host: changedPc('server-2022', (pc) => {
        pc.events[channels.core] = { unavailable: 'access-denied', detail: 'error 5' };
      })
    },
    { name: 'one PC alone', image: client() }
  ]
});
