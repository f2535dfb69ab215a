import { defaultPort } from '../../facts/listener';
import { defineMachineCheck, foundOnPc, need, shown, sound } from '../define-machine-check';

/** https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/change-listening-port */
export const check = defineMachineCheck({
  id: 'port-changed',
  stage: 'listener',
  about: 'host',
  run: ({ listener }) => {
    const port = need(listener.port);
    return port.value === defaultPort
      ? sound(shown(port, defaultPort))
      : foundOnPc('info', 0.9, shown(port, defaultPort));
  }
});
