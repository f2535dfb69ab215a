import { isKnown } from '../../facts/fact';
import { atLeast, defineMachineCheck, foundOnPc, need, shown, shownAs, sound } from '../define-machine-check';

/**
 * TLS 1.2 is what current Windows connects with; 1.3 can stand in for it where both ends have it.
 * https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings
 */
export const check = defineMachineCheck({
  id: 'tls12-off',
  stage: 'tls',
  about: 'each-role',
  run: ({ schannel }, { end }) => {
    const { '1.2': tls12, '1.3': tls13 } = schannel[end];
    const enabled = need(tls12.enabled);
    if (enabled.value !== 0) {
      const byDefault = need(tls12.disabledByDefault);
      // Off only for programs that do not ask for it by name, so a connection may still get it.
      return byDefault.value === 0
        ? sound(shownAs(enabled, enabled.value, enabled.value), shown(byDefault, 0))
        : foundOnPc('warning', 0.7, shown(byDefault, 0));
    }
    // Windows 7 as it ships: a program that asks for it may still get it, and TLS 1.0 is on.
    if (enabled.source === 'default') return foundOnPc('warning', 0.7, shown(enabled, 1));
    const { isLeft } = tls13;
    return isKnown(isLeft) && !isLeft.value
      ? foundOnPc('problem', 0.85, shown(enabled, 1))
      : atLeast(foundOnPc('warning', 0.8, shown(enabled, 1)), isLeft);
  }
});
