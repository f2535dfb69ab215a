import { isKnown } from '../../facts/fact';
import { all, defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * The client connects without a word where the other PC cannot prove who it is.
 * https://learn.microsoft.com/windows/win32/termserv/imsrdpclientadvancedsettings4-authenticationlevel
 */
export const check = defineMachineCheck({
  id: 'server-authentication-off',
  stage: 'client',
  about: 'client',
  run: ({ serverAuthentication: { policy, user, machine } }) => {
    const level = need(policy);
    // A policy goes before what the person set.
    const deciding = level.value === null ? [user, machine] : [policy];
    return all(
      deciding.map((fact) => () => {
        const known = need(fact);
        const evidence =
          isKnown(fact) && known.value === null ? { ...known, source: 'default' as const } : known;
        return known.value === 0 ? foundOnPc('warning', 0.9, shown(evidence, 2)) : sound(shown(evidence, 2));
      })
    );
  }
});
