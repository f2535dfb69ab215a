import type { MachineImage } from '../../shared/model/machine-image';
import { clean, clip } from '../../shared/present/read';
import type { Params } from '../fixes/define-fix';

/** Parameters that name something by a number that nobody knows by heart, and where its name stands. */
const sections = { adapter: 'adapters', network: 'networks' } as const;

const longestName = 80;

/** What the network adapters and networks that a fix's parameters name are called on that PC. */
export function called(image: MachineImage | null, params: Params): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [param, section] of Object.entries(sections)) {
    const wanted = params[param];
    const listed: unknown = image?.[section];
    if (wanted === undefined || !Array.isArray(listed)) continue;
    const found = (listed as { readonly id?: unknown; readonly name?: unknown }[]).find(
      ({ id }) => typeof id === 'string' && id.toLowerCase() === wanted.toLowerCase()
    );
    if (typeof found?.name === 'string') names[param] = clip(clean(found.name), longestName);
  }
  return names;
}
