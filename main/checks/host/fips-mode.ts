import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/system-cryptography-use-fips-compliant-algorithms-for-encryption-hashing-and-signing
 */
export const check = defineMachineCheck({
  id: 'fips-mode',
  stage: 'security',
  about: 'each-pc',
  run: ({ fips }) => {
    const enabled = need(fips.enabled);
    return enabled.value === 1 ? foundOnPc('info', 0.9, shown(enabled, 0)) : sound(shown(enabled, 0));
  }
});
