import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/** https://learn.microsoft.com/windows-hardware/design/device-experiences/modern-standby */
export const check = defineMachineCheck({
  id: 'modern-standby',
  stage: 'power',
  about: 'host',
  run: ({ power }) => {
    const standby = need(power.modernStandby);
    return standby.value ? foundOnPc('info', 0.4, shown(standby, false)) : sound(shown(standby, false));
  }
});
