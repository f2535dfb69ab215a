import type { Evidence } from '../../../shared/model/diagnosis';
import { defineMachineCheck, foundOnPc } from '../define-machine-check';
import { ofRules, whereLacking } from '../firewall-evidence';

/** Where Windows keeps the rule; on Windows 7 it is named `RemoteDesktop-In-TCP`. */
const shippedRule: Evidence = {
  path: 'firewall/rules/RemoteDesktop-UserMode-In-TCP/enabled',
  value: null,
  expected: true,
  source: 'observed'
};

/** https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/remote-desktop-allow-access */
export const check = defineMachineCheck({
  id: 'firewall-rule-off',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { reach, remoteDesktopRules } }) =>
    whereLacking(reach, 'rule-off', () => {
      if (remoteDesktopRules.length === 0) return foundOnPc('problem', 0.9, shippedRule);
      const off = remoteDesktopRules.filter(({ value }) => value.enabled !== true);
      // A rule that is on and lets nobody in was changed: its ports are what is changed most.
      return off.length > 0
        ? foundOnPc('problem', 0.95, ...ofRules(off, 'enabled', true))
        : foundOnPc('problem', 0.8, ...ofRules(remoteDesktopRules, 'localPorts', ['3389']));
    })
});
