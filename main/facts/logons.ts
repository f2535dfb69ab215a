import { defineFacts, dword, string } from './define-facts';
import { orDefault } from './fact';
import { rdpTcp, terminalServer } from './registry-paths';

const winlogon = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';

/**
 * Whether new sessions are let in.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/change-logon
 */
export const logons = defineFacts({
  id: 'logons',
  readings: {
    drainMode: dword(terminalServer, 'TSServerDrainMode'),
    enabled: dword(terminalServer, 'TSEnabled'),
    userEnabled: dword(terminalServer, 'TSUserEnabled'),
    logonDisabled: dword(rdpTcp, 'fLogonDisabled'),
    winStationsDisabled: string(winlogon, 'WinStationsDisabled')
  },
  derive: (read) => ({
    /** 0: new sessions are let in. 1: not until a restart. 2: not at all. */
    drainMode: orDefault(read.drainMode, 0),
    /** 0 where a server takes no sessions. */
    enabled: orDefault(read.enabled, 1),
    userEnabled: orDefault(read.userEnabled, 0),
    /** 1 where the listener takes no sign-in. */
    logonDisabled: orDefault(read.logonDisabled, 0),
    /** `1` after `change logon /disable`. */
    winStationsDisabled: orDefault(read.winStationsDisabled, '0')
  })
});
