import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/** https://learn.microsoft.com/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting */
export const check = defineMachineCheck({
  id: 'remote-desktop-off',
  stage: 'listener',
  about: 'host',
  run: ({ listener }) => {
    const denied = need(listener.denied);
    return denied.value === 0 ? sound(shown(denied, 0)) : foundOnPc('problem', 1, shown(denied, 0));
  }
});
