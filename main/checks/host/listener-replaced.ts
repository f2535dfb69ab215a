import { defineMachineCheck, doesNotApply, foundOnPc, need, shown, sound } from '../define-machine-check';

/** The class that listens since Windows 8 and Server 2012, and that of Windows 7 and Server 2008 R2. */
const own = '{5828227c-20cf-4408-b73f-73ab70b8849f}';
const ownOfWindows7 = '{18b726bb-6fe6-4fb9-9276-ed57ce7c7cb2}';

/**
 * Citrix and others name a protocol of their own where Windows names its.
 * https://learn.microsoft.com/windows/win32/termserv/custom-remote-protocol
 */
export const check = defineMachineCheck({
  id: 'listener-replaced',
  stage: 'listener',
  about: 'host',
  run: ({ listener }) => {
    const protocol = need(listener.protocol);
    if (protocol.value === null) return doesNotApply('no-class-named');
    return [own, ownOfWindows7].includes(protocol.value.trim().toLowerCase())
      ? sound(shown(protocol, protocol.value))
      : foundOnPc('warning', 0.8, shown(protocol, own));
  }
});
