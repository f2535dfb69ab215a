import {
  changedPc,
  rdpTcp,
  removeValue,
  setValue,
  terminalServer
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const winlogon = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';

export const cases = defineCases({
  must: [
    {
      name: 'drained until the next restart',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) =>
        setValue(pc, terminalServer, 'TSServerDrainMode', ['REG_DWORD', 1])
      )
    },
    {
      name: 'drained for good',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) =>
        setValue(pc, terminalServer, 'TSServerDrainMode', ['REG_DWORD', 2])
      )
    },
    {
      name: 'switched off at the listener',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'fLogonDisabled', ['REG_DWORD', 1]))
    },
    {
      name: 'after change logon /disable',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2016', (pc) => setValue(pc, winlogon, 'WinStationsDisabled', ['REG_SZ', '1']))
    },
    {
      name: 'a server that takes no sessions',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2025', (pc) => setValue(pc, terminalServer, 'TSEnabled', ['REG_DWORD', 0]))
    },
    {
      name: 'TSUserEnabled alone',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => setValue(pc, terminalServer, 'TSUserEnabled', ['REG_DWORD', 1]))
    },
    {
      name: 'drained, and another value could not be read',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, terminalServer, 'TSServerDrainMode', ['REG_DWORD', 1]);
        setValue(pc, rdpTcp, 'fLogonDisabled', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ],
  nearly: [
    {
      name: 'TSEnabled 0 on a client Windows, which does not look at it',
      image: changedPc('windows-11', (pc) => setValue(pc, terminalServer, 'TSEnabled', ['REG_DWORD', 0]))
    },
    {
      name: 'after change logon /enable',
      image: changedPc('server-2016', (pc) => setValue(pc, winlogon, 'WinStationsDisabled', ['REG_SZ', '0']))
    },
    {
      name: 'none of the values is there',
      image: changedPc('windows-10', (pc) => {
        removeValue(pc, terminalServer, 'TSEnabled');
        removeValue(pc, terminalServer, 'TSUserEnabled');
        removeValue(pc, rdpTcp, 'fLogonDisabled');
      })
    },
    {
      name: 'a number where Windows writes a text',
      outcome: 'could-not-run',
      image: changedPc('server-2019', (pc) => setValue(pc, winlogon, 'WinStationsDisabled', ['REG_DWORD', 1]))
    },
    {
      name: 'a value that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, rdpTcp, 'fLogonDisabled', { unavailable: 'access-denied', detail: 'error 5' })
      )
    }
  ]
});
