import { isOn } from '../../facts/listener';
import { isKnown } from '../../facts/fact';
import { defineMachineCheck, doesNotApply, foundOnPc, need, shownAs, sound } from '../define-machine-check';

/** All is switched on, and yet nobody takes connections: the listener itself is broken. */
export const check = defineMachineCheck({
  id: 'not-listening',
  stage: 'listener',
  about: 'host',
  run: ({ listener, services, sockets }) => {
    const on = isOn(listener.denied);
    const { state } = services.termService;
    // Nobody listens then, and nobody should: whoever holds the port does not matter.
    if (isKnown(on) && !on.value) return doesNotApply('remote-desktop-off');
    if (isKnown(state) && state.value !== 'running') return doesNotApply('service-stopped');
    const port = need(listener.port).value;
    const held = need(sockets.portHolders);
    const holders = held.value;
    const own = holders.filter(({ isTermService }) => isKnown(isTermService) && isTermService.value);
    // As many as anybody would read.
    if (own.length > 0)
      return sound(
        ...own
          .slice(0, 100)
          .map(({ address }) =>
            shownAs({ ...held, path: `sockets/tcp/${address}:${port}` }, 'listen', 'listen')
          )
      );
    need(on);
    need(state);
    for (const { isTermService } of holders) need(isTermService);
    return foundOnPc('problem', 0.95, shownAs({ ...held, path: `sockets/tcp/${port}` }, null, 'listen'));
  }
});
