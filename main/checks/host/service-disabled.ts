import type { Severity } from '../../../shared/model/diagnosis';
import type { RemoteDesktopService } from '../../facts/services';
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
 * TermService listens and SessionEnv prepares each session; UmRdpService is only needed to redirect devices.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting
 */
export const check = defineMachineCheck({
  id: 'service-disabled',
  stage: 'service',
  about: 'host',
  run: ({ services }) =>
    all([
      () => mayStart(services.termService, 'problem'),
      () => mayStart(services.sessionEnv, 'problem'),
      () => mayStart(services.umRdpService, 'warning')
    ])
});

function mayStart({ startType }: RemoteDesktopService, severity: Severity): MachineVerdict {
  const start = need(startType);
  if (start.value === null) return doesNotApply('no-such-service');
  return start.value === 'disabled'
    ? foundOnPc(severity, 0.95, shown(start, 'manual'))
    : sound(shown(start, start.value));
}
