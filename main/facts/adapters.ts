import type { AdapterEntry } from '../../shared/model/machine-image';
import { defineFacts, section } from './define-facts';
import { each } from './each';
import { field, isKnown, oneOf, orDefault, type Answer, type Fact } from './fact';

export const adapterKinds = ['ethernet', 'wifi', 'vpn', 'virtual', 'loopback'] as const;
export type AdapterKind = (typeof adapterKinds)[number];

/** A network adapter; what it cannot do is null. */
export interface Adapter {
  readonly id: string;
  readonly kind: Answer<AdapterKind>;
  readonly up: Fact<boolean>;
  /** "Allow the computer to turn off this device to save power". */
  readonly mayTurnOff: Answer<boolean>;
  readonly wakeOnMagicPacket: Answer<boolean>;
}

/** The network adapters of a PC, each known or not for itself. */
export const adapters = defineFacts({
  id: 'adapters',
  readings: { adapters: section('adapters') },
  derive: (read) => {
    const all = each(read.adapters, ({ id }) => id);
    return {
      adapters: isKnown(all) ? { ...all, value: all.value.map(adapterOf) } : all
    };
  }
});

function adapterOf(entry: Fact<AdapterEntry>): Fact<Adapter> {
  if (!isKnown(entry)) return entry;
  const power = field(entry, 'power');
  return {
    ...entry,
    value: {
      id: entry.value.id,
      kind: oneOf(field(entry, 'kind'), adapterKinds),
      up: orDefault(field(entry, 'up'), false),
      mayTurnOff: field(power, 'mayTurnOff'),
      wakeOnMagicPacket: field(power, 'wakeOnMagicPacket')
    }
  };
}
