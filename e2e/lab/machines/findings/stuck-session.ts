import { changedPc, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

/** One session more. */
function add(pc: DraftPc, session: Record<string, unknown>): void {
  const more = {
    id: 2,
    name: '',
    user: 'PC7\\bert',
    state: 'disconnected',
    idleSeconds: 0,
    connectedFrom: null
  };
  pc.sessions = [...(Array.isArray(pc.sessions) ? pc.sessions : []), { ...more, ...session }];
}

export const cases = defineCases({
  must: [
    {
      name: 'a session that is down',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => add(pc, { state: 'down' }))
    },
    {
      name: 'left behind for more than an hour',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-10', (pc) => add(pc, { idleSeconds: 3601 }))
    },
    {
      name: 'one down and one left behind',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        add(pc, { state: 'down' });
        add(pc, { id: 3, idleSeconds: 86400 });
      })
    },
    {
      name: 'left behind at the console',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => add(pc, { name: 'console', idleSeconds: 7200 }))
    },
    {
      name: 'one that is down beside one that could not be read',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        add(pc, { state: 'down' });
        add(pc, { id: 3, state: { unavailable: 'failed' } });
      })
    }
  ],
  nearly: [
    {
      name: 'left behind for an hour, not longer',
      image: changedPc('windows-11', (pc) => add(pc, { idleSeconds: 3600 }))
    },
    {
      name: 'active and idle for a day',
      image: changedPc('windows-11', (pc) =>
        add(pc, { name: 'rdp-tcp#3', state: 'active', idleSeconds: 86400 })
      )
    },
    {
      name: 'the session of the services, disconnected for days',
      image: changedPc(
        'server-2019',
        (pc) =>
          (pc.sessions = [
            {
              id: 0,
              name: 'services',
              user: 'NT AUTHORITY\\SYSTEM',
              state: 'disconnected',
              idleSeconds: 900000,
              connectedFrom: null
            }
          ])
      )
    },
    {
      name: 'a session without a user that is down',
      image: changedPc('windows-10', (pc) => add(pc, { user: null, state: 'down' }))
    },
    {
      name: 'a session with an empty user, disconnected long',
      image: changedPc('windows-10', (pc) => add(pc, { user: '', idleSeconds: 86400 }))
    },
    {
      name: 'a listener',
      image: changedPc('windows-11', (pc) =>
        add(pc, { id: 65537, name: 'rdp-tcp', state: 'listen', idleSeconds: 86400 })
      )
    },
    {
      name: 'no session at all',
      image: changedPc('server-2025', (pc) => (pc.sessions = []))
    },
    {
      name: 'an idle time that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => add(pc, { idleSeconds: { unavailable: 'not-supported' } }))
    },
    {
      name: 'a state that has no such word',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => add(pc, { state: 'halted' }))
    },
    {
      name: 'sessions that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => (pc.sessions = { unavailable: 'access-denied' }))
    }
  ]
});
