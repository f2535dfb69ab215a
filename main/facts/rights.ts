import { defineFacts, right } from './define-facts';
import { map, type Fact } from './fact';

const upperCased = (sids: Fact<readonly string[]>): Fact<readonly string[]> =>
  map(sids, (list) => list.map((sid) => sid.trim().toUpperCase()));

/**
 * Who may sign in from afar, by SID.
 * https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/allow-log-on-through-remote-desktop-services
 */
export const rights = defineFacts({
  id: 'rights',
  readings: {
    remoteInteractive: right('SeRemoteInteractiveLogonRight'),
    denyRemoteInteractive: right('SeDenyRemoteInteractiveLogonRight'),
    denyNetwork: right('SeDenyNetworkLogonRight')
  },
  derive: (read) => ({
    /** Allowed to sign in by Remote Desktop. */
    remoteInteractive: upperCased(read.remoteInteractive),
    /** Denied it, whatever else they are allowed. */
    denyRemoteInteractive: upperCased(read.denyRemoteInteractive),
    /** Denied to prove over the network who they are, which NLA has them do. */
    denyNetwork: upperCased(read.denyNetwork)
  })
});
