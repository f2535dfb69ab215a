import {
  changedPc,
  rdpTcp,
  removeValue,
  setValue,
  terminalServicesPolicy,
  type DraftPc
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const clientChannel = 'Microsoft-Windows-TerminalServices-RDPClient/Operational';
const sessionChannel = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational';

/** The client's log says that a connection ended with this reason. */
const ended = (reason: string): DraftPc['events'] => ({
  [clientChannel]: [
    {
      id: 1026,
      provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
      at: '2026-11-20T09:40:00Z',
      record: 20,
      data: { Name: 'DisconnectReason', Value: reason }
    }
  ]
});
/** The host's log says that a session ended with this reason. */
const left = (reason: number): DraftPc['events'] => ({
  [sessionChannel]: [
    {
      id: 40,
      provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
      at: '2026-11-20T09:40:00Z',
      record: 30,
      data: { Session: 2, Reason: reason }
    }
  ]
});

export const cases = defineCases({
  must: [
    {
      name: 'as Windows ships it',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', () => undefined)
    },
    {
      name: 'absent altogether',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-7', (pc) => removeValue(pc, rdpTcp, 'KeepAliveTimeout'))
    },
    {
      name: 'switched off by policy',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2022', (pc) =>
        setValue(pc, terminalServicesPolicy, 'KeepAliveEnable', ['REG_DWORD', 0])
      )
    },
    {
      name: 'off, and the client lost a connection',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => Object.assign(pc.events, ended('2308')))
    },
    {
      name: 'off, and the host lost a connection',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2019', (pc) => Object.assign(pc.events, left(2147942464)))
    },
    {
      name: 'off, the client only met a wrong password',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-10', (pc) => Object.assign(pc.events, ended('2055')))
    },
    {
      name: 'off, and the person ended the session',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2019', (pc) => Object.assign(pc.events, left(11)))
    },
    {
      name: 'off, and a log that could not be read',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => (pc.events[sessionChannel] = { unavailable: 'access-denied' }))
    }
  ],
  nearly: [
    {
      name: 'on by policy',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'KeepAliveEnable', ['REG_DWORD', 1])
      )
    },
    {
      name: 'on by policy, and connections were lost all the same',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, terminalServicesPolicy, 'KeepAliveEnable', ['REG_DWORD', 1]);
        Object.assign(pc.events, ended('2308'));
      })
    },
    {
      name: 'on at the listener',
      image: changedPc('server-2016', (pc) => setValue(pc, rdpTcp, 'KeepAliveTimeout', ['REG_DWORD', 60000]))
    },
    {
      name: 'on at the listener, with a policy that could not be read',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'KeepAliveTimeout', ['REG_DWORD', 60000]);
        setValue(pc, terminalServicesPolicy, 'KeepAliveEnable', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    },
    {
      name: 'off at the listener, with a policy that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'KeepAliveEnable', {
          unavailable: 'access-denied',
          detail: 'error 5'
        })
      )
    }
  ]
});
