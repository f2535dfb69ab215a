import type { Severity } from '../../../shared/model/diagnosis';
import { isKnown, type Fact } from '../../facts/fact';
import {
  all,
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shown,
  sound,
  type MachineVerdict
} from '../define-machine-check';

/**
 * New sign-ins are refused, as for maintenance. Who has a session already can still reach it.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/change-logon
 */
export const check = defineMachineCheck({
  id: 'logons-disabled',
  stage: 'listener',
  about: 'host',
  run: ({ logons, os }) =>
    all([
      () => wanted(logons.drainMode, (mode) => mode === 0, 0),
      () => wanted(logons.logonDisabled, (disabled) => disabled !== 1, 0),
      () => wanted(logons.winStationsDisabled, (disabled) => disabled.trim() !== '1', '0'),
      () => {
        if (isKnown(logons.enabled) && logons.enabled.value !== 0) return sound(shown(logons.enabled, 1));
        // A client Windows does not look at it.
        if (need(os.productType).value === 'workstation') return doesNotApply('not-a-server');
        return wanted(logons.enabled, (enabled) => enabled !== 0, 1);
      },
      () => wanted(logons.userEnabled, (enabled) => enabled === 0, 0, 'warning')
    ])
});

function wanted<T extends string | number>(
  fact: Fact<T>,
  isWell: (value: T) => boolean,
  expected: T,
  severity: Severity = 'problem'
): MachineVerdict {
  const seen = need(fact);
  return isWell(seen.value)
    ? sound(shown(seen, expected))
    : foundOnPc(severity, severity === 'problem' ? 0.9 : 0.5, shown(seen, expected));
}
