import type { MachineImage } from '../../shared/model/machine-image';
import { guidKey, type Called } from '../../shared/present/thing';

/** What people know a network adapter and a network by: the hardware's name, and the name that Windows gave the network. */
const names = { adapters: ['description', 'name'], networks: ['name'] } as const;

/** What the network adapters and networks of a PC are called, as far as that was read. */
export function calledOn(image: MachineImage): Called {
  const called: Record<string, string> = {};
  for (const [section, members] of Object.entries(names)) {
    const listed: unknown = image[section as keyof typeof names];
    if (!Array.isArray(listed)) continue;
    for (const one of listed as readonly Readonly<Record<string, unknown>>[]) {
      const { id } = one;
      const name = members
        .map((member) => one[member])
        .find((said) => typeof said === 'string' && said !== '');
      if (typeof id === 'string' && typeof name === 'string') called[guidKey(id)] = name;
    }
  }
  return called;
}
