import type { Fact } from '../../facts/fact';
import {
  all,
  defineMachineCheck,
  foundOnPc,
  need,
  shown,
  sound,
  type MachineVerdict
} from '../define-machine-check';

/** https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-terminalserver#ts_sessions_idle_limit_2 */
export const check = defineMachineCheck({
  id: 'session-time-limits',
  stage: 'sessions',
  about: 'host',
  run: ({ sessionLimits }) =>
    all([
      () => unlimited(sessionLimits.idle),
      () => unlimited(sessionLimits.disconnected),
      () => unlimited(sessionLimits.connected)
    ])
});

function unlimited(fact: Fact<number>): MachineVerdict {
  const milliseconds = need(fact);
  return milliseconds.value > 0
    ? foundOnPc('info', 0.5, shown(milliseconds, 0))
    : sound(shown(milliseconds, 0));
}
