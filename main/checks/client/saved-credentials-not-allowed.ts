import { isKnown } from '../../facts/fact';
import { all, defineMachineCheck, foundOnPc, need, shown, shownAs, sound } from '../define-machine-check';
import { coversEveryTarget, coversTarget } from '../spn-rule';

/**
 * A password that may not be saved, or that may not be handed to the target. The target is the one that the person named,
 * else the one that was connected to last; where nobody knows it, only a rule that covers every PC counts.
 * https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-credssp
 */
export const check = defineMachineCheck({
  id: 'saved-credentials-not-allowed',
  stage: 'credssp',
  about: 'client',
  run: ({ delegation, clientLog }, context) => {
    const last = isKnown(clientLog.lastTarget) ? clientLog.lastTarget.value : null;
    const target = context.target ?? last;
    return all([
      ...delegation.disablePasswordSaving.map((policy) => () => {
        const isOff = need(policy);
        return isOff.value === 1
          ? foundOnPc('warning', 0.9, shown(isOff, 0))
          : sound(shown(isOff, isOff.value));
      }),
      ...delegation.denied.map((list) => () => {
        const rules = need(list);
        const covering = rules.value.filter(
          (rule) => coversEveryTarget(rule.target) || (target !== null && coversTarget(rule.target, target))
        );
        return covering.length > 0
          ? foundOnPc(
              'warning',
              0.9,
              ...covering.map((rule) => ({
                path: rule.path,
                value: rule.target,
                expected: null,
                source: rules.source
              }))
            )
          : sound(
              shownAs(
                rules,
                rules.value.map((rule) => rule.target),
                null
              )
            );
      })
    ]);
  }
});
