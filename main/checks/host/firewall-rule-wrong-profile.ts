import { defineMachineCheck, foundOnPc } from '../define-machine-check';
import { inForce, ofRules, whereLacking } from '../firewall-evidence';

/** https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/ */
export const check = defineMachineCheck({
  id: 'firewall-rule-wrong-profile',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { reach, currentProfiles } }) =>
    whereLacking(reach, 'wrong-profile', () =>
      foundOnPc('problem', 0.95, ...ofRules(reach.allowRules, 'profiles', [...inForce(currentProfiles)]))
    )
});
