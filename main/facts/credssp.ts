import { defineFacts, dword, string } from './define-facts';
import { map, orDefault } from './fact';

/** Not a policy twin of another value, for all that its path says: this is the only place that CredSSP looks at. */
const parameters =
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters';
/** Mitigated, since the update of May 2018. */
const mitigated = 1;

/**
 * The part of Windows that proves who somebody is before a session is made.
 * https://support.microsoft.com/topic/credssp-updates-for-cve-2018-0886-5cbf9e5f-dc6d-744f-9e97-7ba400d6d3ea
 */
export const credssp = defineFacts({
  id: 'credssp',
  readings: {
    allowEncryptionOracle: dword(parameters, 'AllowEncryptionOracle'),
    securityProviders: string(
      'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders',
      'SecurityProviders'
    )
  },
  derive: ({ allowEncryptionOracle, securityProviders }) => ({
    /** 0: force updated clients, 1: mitigated, 2: vulnerable. */
    allowEncryptionOracle: orDefault(allowEncryptionOracle, mitigated),
    /** The providers that Windows loads, as stored. */
    securityProviders,
    /** Whether CredSSP is among them; not where the list is not there. */
    isLoaded: map(securityProviders, (list) =>
      (list ?? '')
        .toLowerCase()
        .split(/[\s,;]+/)
        .includes('credssp.dll')
    )
  })
});
