import type { MachineImage } from '../../shared/model/machine-image';
import { clean, clip } from '../../shared/present/read';
import { guidKey } from '../../shared/present/thing';
import { calledOn } from '../changes/called';
import type { Params } from '../fixes/define-fix';

const longestName = 80;

/** What the things that a fix's parameters have only a number for are called on that PC: an adapter, a network, a session. */
export function called(image: MachineImage | null, params: Params): Record<string, string> {
  if (!image) return {};
  const names: Record<string, string> = {};
  for (const param of ['adapter', 'network']) {
    const wanted = params[param];
    const name = wanted === undefined ? undefined : calledOn(image)[guidKey(wanted)];
    if (name !== undefined) names[param] = clip(clean(name), longestName);
  }
  const { session } = params;
  const user = session === undefined ? null : userOf(image, session);
  if (user !== null) names['session'] = `${session} (${clip(clean(user), longestName)})`;
  return names;
}

function userOf({ sessions }: MachineImage, wanted: string): string | null {
  if (!Array.isArray(sessions)) return null;
  const found = (sessions as readonly { readonly id?: unknown; readonly user?: unknown }[]).find(
    ({ id }) => id === Number(wanted)
  );
  return typeof found?.user === 'string' ? found.user : null;
}
