import { all, defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/** Lowest level that sends NTLMv2 and nothing older, which hosts with default settings ask for. */
const ntlmV2Only = 3;

/**
 * Kerberos needs the other PC's name and a domain; everything else signs in by NTLM.
 * https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/network-security-restrict-ntlm-outgoing-ntlm-traffic-to-remote-servers
 */
export const check = defineMachineCheck({
  id: 'ntlm-restricted',
  stage: 'credssp',
  about: 'each-role',
  run: ({ ntlm }, { end }) => {
    if (end === 'host') {
      const receiving = need(ntlm.restrictReceiving);
      const isRestricted = receiving.value === 1 || receiving.value === 2;
      return isRestricted ? foundOnPc('warning', 0.8, shown(receiving, 0)) : sound(shown(receiving, 0));
    }
    return all([
      () => {
        const sending = need(ntlm.restrictSending);
        return sending.value === 2
          ? foundOnPc('warning', 0.8, shown(sending, 0))
          : sound(shown(sending, sending.value));
      },
      () => {
        const level = need(ntlm.lmCompatibilityLevel);
        return level.value < ntlmV2Only
          ? foundOnPc('warning', 0.8, shown(level, ntlmV2Only))
          : sound(shown(level, level.value));
      }
    ]);
  }
});
