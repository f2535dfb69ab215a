import { defaultPort } from '../../facts/listener';
import { defineMachineCheck, foundOnPc, need, shown } from '../define-machine-check';
import { whereLacking } from '../firewall-evidence';

/**
 * The rules that Windows ships are for port 3389 alone; another port needs a rule of its own.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/change-listening-port
 */
export const check = defineMachineCheck({
  id: 'firewall-no-rule-for-port',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { reach }, listener }) =>
    whereLacking(reach, 'no-rule-for-port', () =>
      foundOnPc('problem', 0.95, shown(need(listener.port), defaultPort))
    )
});
