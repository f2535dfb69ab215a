import { changedPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';
import { channels, connecting, disconnected, logged } from '../logs';

export const cases = defineCases({
  must: [
    {
      name: 'the socket was closed',
      severity: 'info',
      side: 'client',
      image: changedPc('windows-11', (pc) =>
        logged(
          pc,
          channels.client,
          connecting('2026-11-20T09:58:10Z', 'pc9'),
          disconnected('2026-11-20T09:58:12Z', 2308)
        )
      )
    },
    {
      name: 'a failure in hex before a session that the person closed',
      severity: 'info',
      side: 'client',
      image: changedPc('windows-7', (pc) =>
        logged(
          pc,
          channels.client,
          disconnected('2026-11-20T09:58:12Z', '0x904'),
          disconnected('2026-11-20T09:59:12Z', 1)
        )
      )
    },
    {
      name: 'a number that nobody knows',
      severity: 'info',
      side: 'client',
      image: changedPc('windows-10', (pc) =>
        logged(pc, channels.client, disconnected('2026-11-20T09:58:12Z', 987_654))
      )
    }
  ],
  nearly: [
    {
      name: 'the person closed the session, or pressed No',
      image: changedPc('windows-11', (pc) =>
        logged(
          pc,
          channels.client,
          disconnected('2026-11-20T09:50:12Z', 1),
          disconnected('2026-11-20T09:52:12Z', 2),
          disconnected('2026-11-20T09:58:12Z', 263),
          disconnected('2026-11-20T09:59:12Z', '0x1f07')
        )
      )
    },
    {
      name: 'attempts without an end',
      image: changedPc('windows-11', (pc) =>
        logged(pc, channels.client, connecting('2026-11-20T09:58:10Z', 'pc9'))
      )
    },
    {
      name: 'the log could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.events[channels.client] = { unavailable: 'access-denied', detail: 'error 5' };
      })
    }
  ]
});
