import { isKnown } from '../../facts/fact';
import { defineMachineCheck, doesNotApply, foundOnPc, need, shown, sound } from '../define-machine-check';

/** Windows 8. */
const firstBuild = 9200;

/** https://learn.microsoft.com/troubleshoot/windows-client/setup-upgrade-and-drivers/wake-on-lan-feature */
export const check = defineMachineCheck({
  id: 'fast-startup-on',
  stage: 'power',
  about: 'host',
  run: ({ power, os }) => {
    if (isKnown(os.build) && os.build.value < firstBuild) return doesNotApply('before-windows-8');
    const fast = need(power.fastStartup);
    return fast.value === 1 ? foundOnPc('info', 0.4, shown(fast, 0)) : sound(shown(fast, 0));
  }
});
