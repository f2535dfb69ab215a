import { defineFacts, dword } from './define-facts';
import { terminalServicesPolicy } from './registry-paths';

const terminalServerClient = 'Software\\Microsoft\\Terminal Server Client';

/**
 * What the client does where the other PC's identity cannot be proved: 0 connects all the same, 1 does not connect, 2 asks.
 * https://learn.microsoft.com/windows/win32/termserv/imsrdpclientadvancedsettings4-authenticationlevel
 */
export const serverAuthentication = defineFacts({
  id: 'server-authentication',
  readings: {
    policy: dword(terminalServicesPolicy, 'AuthenticationLevel'),
    user: dword(`HKCU\\${terminalServerClient}`, 'AuthenticationLevelOverride'),
    machine: dword(`HKLM\\${terminalServerClient}`, 'AuthenticationLevelOverride')
  },
  derive: ({ policy, user, machine }) => ({
    /** Null where no policy says. */
    policy,
    /** Null where the person, or somebody for them, has set nothing that goes before the .rdp file. */
    user,
    machine
  })
});
