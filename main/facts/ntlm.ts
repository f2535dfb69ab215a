import { defineFacts, dword } from './define-facts';
import { orDefault } from './fact';
import { lsa } from './registry-paths';

/**
 * Absent counts as 3 since Windows 7: NTLMv2 is sent and nothing older.
 * https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/network-security-lan-manager-authentication-level
 */
const ntlmV2Only = 3;

/** Whether NTLM may be used, which sign-in falls back to with an address or a local account. */
export const ntlm = defineFacts({
  id: 'ntlm',
  readings: {
    restrictSending: dword(`${lsa}\\MSV1_0`, 'RestrictSendingNTLMTraffic'),
    restrictReceiving: dword(`${lsa}\\MSV1_0`, 'RestrictReceivingNTLMTraffic'),
    lmCompatibilityLevel: dword(lsa, 'LmCompatibilityLevel')
  },
  derive: (read) => ({
    /** To other PCs. 0: allowed, 1: audited, 2: denied. */
    restrictSending: orDefault(read.restrictSending, 0),
    /** From other PCs. 0: allowed, 1: denied for accounts of the domain, 2: denied. */
    restrictReceiving: orDefault(read.restrictReceiving, 0),
    /** 0 to 5: which forms of NTLM are sent and taken. */
    lmCompatibilityLevel: orDefault(read.lmCompatibilityLevel, ntlmV2Only)
  })
});
