import { defineMachineCheck, foundOnPc, need, shownAs, sound } from '../define-machine-check';
import { administrators, remoteDesktopUsers } from '../logon-groups';

/**
 * https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/allow-log-on-through-remote-desktop-services
 */
export const check = defineMachineCheck({
  id: 'remote-logon-right-missing',
  stage: 'rights',
  about: 'host',
  run: ({ rights }) => {
    const granted = need(rights.remoteInteractive);
    const usual = [administrators, remoteDesktopUsers];
    if (granted.value.length === 0)
      return foundOnPc('problem', 0.9, shownAs(granted, [...granted.value], usual));
    return usual.some((sid) => granted.value.includes(sid))
      ? sound(shownAs(granted, [...granted.value], usual))
      : foundOnPc('warning', 0.6, shownAs(granted, [...granted.value], usual));
  }
});
