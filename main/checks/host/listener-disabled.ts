import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/** https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/troubleshoot-rdp-general-error */
export const check = defineMachineCheck({
  id: 'listener-disabled',
  stage: 'listener',
  about: 'host',
  run: ({ listener }) => {
    const enabled = need(listener.enabled);
    return enabled.value === 0 ? foundOnPc('problem', 0.95, shown(enabled, 1)) : sound(shown(enabled, 1));
  }
});
