import { defineFacts, section } from './define-facts';
import { plainAddress } from './events/host-events';
import { entry, field, isKnown, items, map, orDefault, type Fact } from './fact';

/** An adapter that may lead into a tunnel. */
export interface Tunnel {
  /** `adapters/{guid}`. */
  readonly path: string;
  readonly name: string;
  /** Not known where the kind of the adapter is not. */
  readonly isVpn: Fact<boolean>;
  readonly up: Fact<boolean>;
}

const isVpnKind = (kind: string): boolean => kind.toLowerCase() === 'vpn';

/** By what a PC is known to others, and through what it goes. */
export const whereabouts = defineFacts({
  id: 'whereabouts',
  readings: { identity: section('identity'), adapters: section('adapters') },
  derive: ({ identity, adapters }) => {
    const list = items(adapters);
    const complete = isKnown(list) && list.complete;
    return {
      /** Name of the PC; null where it has none. */
      computer: field(identity, 'computer'),
      /** IPv4 and IPv6 addresses of its adapters, in lower case, without prefix length and zone. */
      addresses: map(list, (all) =>
        all.flatMap(({ addresses }) =>
          Array.isArray(addresses) ? addresses.map((one) => plainAddress(one.split('/', 1)[0] ?? '')) : []
        )
      ),
      /** Adapters that are a VPN's or of which nobody knows what they are; in the order of the image. */
      tunnels: map(list, (all) =>
        all.flatMap(({ id, name, kind, up }): Tunnel[] => {
          const path = `adapters/${id}`;
          const isVpn = map(orDefault(entry(kind, `${path}/kind`, complete), ''), isVpnKind);
          if (isKnown(isVpn) && !isVpn.value) return [];
          return [
            {
              path,
              name: typeof name === 'string' && name !== '' ? name : id,
              isVpn,
              up: orDefault(entry(up, `${path}/up`, complete), false)
            }
          ];
        })
      )
    };
  }
});
