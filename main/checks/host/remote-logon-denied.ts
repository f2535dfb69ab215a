import { isKnown } from '../../facts/fact';
import { all, defineMachineCheck, foundOnPc, need, shown, shownAs, sound } from '../define-machine-check';
import { mayHoldTheUser } from '../logon-groups';

/**
 * A right that is denied counts before one that is granted. NLA has the account prove itself over the network first, so with
 * NLA on that right counts too.
 * https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/deny-log-on-through-remote-desktop-services
 */
export const check = defineMachineCheck({
  id: 'remote-logon-denied',
  stage: 'rights',
  about: 'host',
  run: ({ rights, security }) =>
    all([
      () => {
        const denied = need(rights.denyRemoteInteractive);
        const groups = denied.value.filter(mayHoldTheUser);
        return groups.length > 0
          ? foundOnPc('problem', 0.8, shownAs(denied, groups, []))
          : sound(shownAs(denied, [...denied.value], [...denied.value]));
      },
      () => {
        const { userAuthentication } = security;
        if (isKnown(userAuthentication) && userAuthentication.value === 0) return sound();
        const denied = need(rights.denyNetwork);
        const groups = denied.value.filter(mayHoldTheUser);
        if (groups.length === 0) return sound(shownAs(denied, [...denied.value], [...denied.value]));
        const nla = need(userAuthentication);
        return foundOnPc('problem', 0.8, shownAs(denied, groups, []), shown(nla, nla.value));
      }
    ])
});
