import { changedPc, setValue, terminalServer, type DraftPc } from '../../../../main/demo/machines/sound-pc';
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
      name: 'TermService stopped',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => change(pc, 'TermService', { state: 'stopped' }))
    },
    {
      name: 'TermService paused',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) => change(pc, 'TermService', { state: 'paused' }))
    },
    {
      name: 'TermService is not there at all',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => (pc.services['TermService'] = null))
    }
  ],
  nearly: [
    {
      name: 'the two services that start on demand',
      image: changedPc('windows-11', (pc) => {
        change(pc, 'SessionEnv', { state: 'stopped' });
        change(pc, 'UmRdpService', { state: 'stopped' });
      })
    },
    {
      name: 'stopped while Remote Desktop is off',
      image: changedPc('windows-11', (pc) => {
        change(pc, 'TermService', { state: 'stopped' });
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'stopped because it is disabled',
      image: changedPc('windows-11', (pc) =>
        change(pc, 'TermService', { state: 'stopped', startType: 'disabled' })
      )
    },
    {
      name: 'running where nobody knows whether Remote Desktop is on',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServer, 'fDenyTSConnections', {
          unavailable: 'access-denied',
          detail: 'error 5'
        })
      )
    },
    {
      name: 'stopped where nobody knows whether Remote Desktop is on',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        change(pc, 'TermService', { state: 'stopped' });
        setValue(pc, terminalServer, 'fDenyTSConnections', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    },
    {
      name: 'services that could not be read',
      outcome: 'could-not-run',
      image: changedPc(
        'windows-11',
        (pc) => (pc.services['TermService'] = { unavailable: 'access-denied', detail: 'error 5' })
      )
    }
  ]
});
