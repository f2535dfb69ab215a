import { all, defineMachineCheck, foundOnPc, need, shown, shownAs, sound } from '../define-machine-check';

/** A VPN takes the connection another way than the person may think. */
export const check = defineMachineCheck({
  id: 'vpn-active',
  stage: 'client',
  about: 'client',
  run: ({ whereabouts }) => {
    const tunnels = need(whereabouts.tunnels);
    if (tunnels.value.length === 0) return sound(shownAs(tunnels, 0, 0));
    return all(
      tunnels.value.map(({ path, name, isVpn, up }) => () => {
        // Of an adapter that is down nobody needs to know what it is.
        const isUp = need(up);
        if (!isUp.value || !need(isVpn).value) return sound(shown(isUp, false));
        return foundOnPc(
          'info',
          0.5,
          shownAs({ ...isUp, path: `${path}/name` }, name, null),
          shown(isUp, false)
        );
      })
    );
  }
});
