import { changedPc, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

/** Changes something of a service. */
function change(
  pc: DraftPc,
  name: string,
  fields: Record<string, string | { unavailable: 'access-denied' }>
): void {
  pc.services[name] = { ...pc.services[name], ...fields };
}

export const cases = defineCases({
  must: [
    {
      name: 'TermService',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) =>
        change(pc, 'TermService', { startType: 'disabled', state: 'stopped' })
      )
    },
    {
      name: 'SessionEnv, in capitals',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) =>
        change(pc, 'SessionEnv', { startType: 'DISABLED', state: 'stopped' })
      )
    },
    {
      name: 'UmRdpService alone: only device redirection needs it',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) =>
        change(pc, 'UmRdpService', { startType: 'disabled', state: 'stopped' })
      )
    },
    {
      name: 'UmRdpService and SessionEnv together',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        change(pc, 'UmRdpService', { startType: 'disabled' });
        change(pc, 'SessionEnv', { startType: 'disabled' });
      })
    },
    {
      name: 'TermService, still running until the next start',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) => change(pc, 'TermService', { startType: 'disabled' }))
    }
  ],
  nearly: [
    {
      name: 'started by hand and stopped, as services that start on demand are',
      image: changedPc('windows-11', (pc) => {
        change(pc, 'SessionEnv', { state: 'stopped' });
        change(pc, 'UmRdpService', { state: 'stopped' });
      })
    },
    {
      name: 'automatic',
      image: changedPc('server-2016', (pc) => change(pc, 'TermService', { startType: 'automatic' }))
    },
    {
      name: 'a start type that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        change(pc, 'SessionEnv', { startType: { unavailable: 'access-denied' } })
      )
    },
    {
      name: 'a word that is no start type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => change(pc, 'TermService', { startType: 'sometimes' }))
    }
  ]
});
