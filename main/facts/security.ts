import { defineFacts, dword } from './define-facts';
import { effective, known, map, orDefault } from './fact';
import { os } from './os';
import { rdpTcp, terminalServicesPolicy } from './registry-paths';
import { windowsDefaults } from './windows-defaults';

/** The encryption level that Windows ships with: as strong as the client can. */
const clientCompatible = 2;

/** What the listener asks of a connection: NLA, security layer, encryption level. */
export const security = defineFacts({
  id: 'security',
  readings: {
    userAuthentication: dword(rdpTcp, 'UserAuthentication'),
    userAuthenticationPolicy: dword(terminalServicesPolicy, 'UserAuthentication'),
    securityLayer: dword(rdpTcp, 'SecurityLayer'),
    securityLayerPolicy: dword(terminalServicesPolicy, 'SecurityLayer'),
    minEncryptionLevel: dword(rdpTcp, 'MinEncryptionLevel'),
    minEncryptionLevelPolicy: dword(terminalServicesPolicy, 'MinEncryptionLevel'),
    negotiation: dword(rdpTcp, 'fAllowSecProtocolNegotiation')
  },
  derive: (read, of) => {
    const defaults = map(of(os).build, windowsDefaults);
    return {
      /** 0: no NLA. */
      userAuthentication: effective(
        read.userAuthenticationPolicy,
        read.userAuthentication,
        map(defaults, ({ userAuthentication }) => userAuthentication)
      ),
      /** 0: RDP's own, 1: negotiated with the client, 2: TLS. */
      securityLayer: effective(
        read.securityLayerPolicy,
        read.securityLayer,
        map(defaults, ({ securityLayer }) => securityLayer)
      ),
      /** 1: low, 2: client compatible, 3: high, 4: FIPS. */
      minEncryptionLevel: effective(
        read.minEncryptionLevelPolicy,
        read.minEncryptionLevel,
        known(clientCompatible, rdpTcp)
      ),
      /** 0: the listener does not agree with the client on how the connection is secured. */
      negotiation: orDefault(read.negotiation, 1)
    };
  }
});
