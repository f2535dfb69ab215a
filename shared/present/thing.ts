import type { PlannedChange } from '../model/change';
import { hasText, text } from '../text';
import { clean, clip } from './read';

/** What the network adapters and networks of a PC are called, by their GUID as `guidKey` writes it. */
export type Called = Readonly<Record<string, string>>;

/** One spelling of a GUID: Windows writes it with braces or without, in either case. */
export const guidKey = (guid: string): string => guid.toLowerCase().replace(/^\{|\}$/g, '');

const longestName = 80;

/** A service by the name that Windows shows for it. */
export function serviceName(name: string): string {
  const key = `fix.service.${name}`;
  return hasText(key) ? text(key) : clip(clean(name), longestName);
}

/**
 * What the place of a change is about, as people know it: a service, a host, a network adapter, a network. Null where that is
 * the PC itself, or nobody knows the name.
 */
function thingAt(where: string, called: Called): string | null {
  const [section, name = '', more = ''] = where.split('/');
  switch (section) {
    case 'services':
      return serviceName(name);
    case 'credentials':
      return name === 'TERMSRV' ? clip(clean(more), longestName) : null;
    case 'adapters':
    case 'networks': {
      const known = called[guidKey(name)];
      return known === undefined ? null : clip(clean(known), longestName);
    }
    default:
      return null;
  }
}

/** The one thing that all of some changes are about; null where there is none, or more than one. */
export function thingOf(
  changes: readonly Pick<PlannedChange, 'where'>[],
  called: Called = {}
): string | null {
  const [first = null, ...others] = [...new Set(changes.map(({ where }) => thingAt(where, called)))];
  return others.length === 0 ? first : null;
}
