import { isOn } from '../../facts/listener';
import { defineMachineCheck, doesNotApply, foundOnPc, need, shown, sound } from '../define-machine-check';

/**
 * TermService takes the connections. The other two services of Remote Desktop start when they are wanted.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting
 */
export const check = defineMachineCheck({
  id: 'service-stopped',
  stage: 'service',
  about: 'host',
  run: ({ listener, services }) => {
    const state = need(services.termService.state);
    if (state.value === 'running') return sound(shown(state, 'running'));
    return need(isOn(listener.denied)).value
      ? foundOnPc('problem', 0.95, shown(state, 'running'))
      : doesNotApply('remote-desktop-off');
  }
});
