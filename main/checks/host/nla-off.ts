import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * Without NLA the sign-in screen is loaded before anybody has proved who they are.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/remote-desktop-allow-access
 */
export const check = defineMachineCheck({
  id: 'nla-off',
  stage: 'security',
  about: 'host',
  run: ({ security }) => {
    const nla = need(security.userAuthentication);
    return nla.value === 0 ? foundOnPc('warning', 0.9, shown(nla, 1)) : sound(shown(nla, 1));
  }
});
