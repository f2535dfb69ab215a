import { defineMachineCheck, foundOnPc, shownAs } from '../define-machine-check';
import { whereLacking } from '../firewall-evidence';

/**
 * Policy can leave only its own rules in force.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-gpfas/2c979624-900a-4b6e-b4ef-09b387cd62ab
 */
export const check = defineMachineCheck({
  id: 'firewall-local-rules-ignored',
  stage: 'firewall',
  about: 'host',
  run: ({ firewall: { reach } }) =>
    whereLacking(reach, 'local-rules-ignored', () =>
      foundOnPc(
        'problem',
        0.95,
        ...reach.ignoringLocal.map((setting) => shownAs({ ...setting, source: 'policy' }, false, true))
      )
    )
});
