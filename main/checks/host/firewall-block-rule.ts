import { defineMachineCheck, foundOnPc, need, sound } from '../define-machine-check';
import { letIn, ofRules } from '../firewall-evidence';

/**
 * A block rule wins over every allow rule, save an authenticated bypass.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-fasp/702e3c23-c9d8-43db-8380-b4c670dd7f7d
 */
export const check = defineMachineCheck({
  id: 'firewall-block-rule',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { reach } }) => {
    const blocked = need(reach.blocked).value;
    if (blocked === null) return sound(...letIn(reach));
    const { rules, scoped } = blocked;
    return scoped
      ? foundOnPc(
          'warning',
          0.7,
          ...ofRules(rules, 'remoteAddresses', []),
          ...ofRules(rules, 'action', 'allow')
        )
      : foundOnPc('problem', 0.95, ...ofRules(rules, 'action', 'allow'));
  }
});
