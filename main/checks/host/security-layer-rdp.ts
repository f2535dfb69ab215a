import { isKnown } from '../../facts/fact';
import { atLeast, defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * RDP's own security cannot prove which PC answers, and NLA needs TLS: a host that asks for both refuses everybody.
 * https://learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting-setsecuritylayer
 */
export const check = defineMachineCheck({
  id: 'security-layer-rdp',
  stage: 'security',
  about: 'host',
  run: ({ security }) => {
    const layer = need(security.securityLayer);
    if (layer.value !== 0) return sound(shown(layer, layer.value));
    const nla = security.userAuthentication;
    return isKnown(nla) && nla.value !== 0
      ? foundOnPc('problem', 0.95, shown(layer, 2), shown(nla, nla.value))
      : atLeast(foundOnPc('warning', 0.9, shown(layer, 2)), nla);
  }
});
