import { defineMachineCheck, doesNotApply, foundOnPc, need, sound } from '../define-machine-check';
import { ofRules } from '../firewall-evidence';

/** Rules that let in some addresses only. The local subnet alone is a good choice at home. */
export const check = defineMachineCheck({
  id: 'firewall-scope-narrow',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { reach } }) => {
    const scope = need(reach.scope).value;
    if (scope === null) return doesNotApply('nobody-let-in');
    const evidence = ofRules(scope.rules, 'remoteAddresses', ['*']);
    if (scope.who === 'everybody') return sound(...evidence);
    return foundOnPc(scope.who === 'local-subnet' ? 'info' : 'warning', 0.6, ...evidence);
  }
});
