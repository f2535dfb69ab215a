import { isKnown } from '../../facts/fact';
import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * TLS is not valid together with the low level.
 * https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setsecuritylayer
 */
export const check = defineMachineCheck({
  id: 'encryption-conflict',
  stage: 'security',
  about: 'host',
  run: ({ security: { securityLayer, minEncryptionLevel } }) => {
    // Either value alone can rule the conflict out.
    if (isKnown(securityLayer) && securityLayer.value !== 2)
      return sound(shown(securityLayer, securityLayer.value));
    const level = need(minEncryptionLevel);
    if (level.value !== 1) return sound(shown(level, level.value));
    return foundOnPc('problem', 0.9, shown(need(securityLayer), 2), shown(level, 3));
  }
});
