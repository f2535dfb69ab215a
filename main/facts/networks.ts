import type { NetworkEntry } from '../../shared/model/machine-image';
import { adapters, type Adapter } from './adapters';
import { defineFacts, section } from './define-facts';
import { each } from './each';
import { field, isKnown, oneOf, type Answer, type Fact } from './fact';
import { profileNames, type ProfileName } from './firewall-rule';

/** Networks that the PC is connected to, and how Windows treats them. */
export const networks = defineFacts({
  id: 'networks',
  readings: { networks: section('networks') },
  derive: (read, of) => {
    const listed = each(read.networks, ({ id }) => id);
    const down = downAdapters(of(adapters).adapters);
    return {
      /** Category of each connected network. */
      categories: isKnown(listed)
        ? {
            ...listed,
            value: listed.value
              .filter((network) => !isKnown(network) || !isOver(network.value, down))
              .map(categoryOf)
          }
        : listed
    };
  }
});

const categoryOf = (network: Fact<NetworkEntry>): Answer<ProfileName> =>
  oneOf(field(network, 'category'), profileNames);

/** Ids of adapters that are known to be down, in lower case. */
function downAdapters(all: Fact<readonly Fact<Adapter>[]>): ReadonlySet<string> {
  const found = isKnown(all) ? all.value : [];
  return new Set(
    found.flatMap((adapter) =>
      isKnown(adapter) && isKnown(adapter.value.up) && !adapter.value.up.value
        ? [adapter.value.id.toLowerCase()]
        : []
    )
  );
}

/** A network whose adapter is down is not connected any more. */
const isOver = ({ adapter }: NetworkEntry, down: ReadonlySet<string>): boolean =>
  typeof adapter === 'string' && down.has(adapter.toLowerCase());
