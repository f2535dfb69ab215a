import { defineSetting } from './parts/define-setting';
import { isGuid } from './parts/names';

/**
 * How Windows treats a network. The category of a domain's network is Windows' own to set.
 * https://learn.microsoft.com/windows/win32/api/netlistmgr/nf-netlistmgr-inetwork-setcategory
 */
export const setting = defineSetting<[network: string]>({
  id: 'network-category',
  scope: 'machine',
  takesEffect: 'at-once',
  at: (network) => ({ kind: 'network-category', network }),
  holds: (place) => place.kind === 'network-category' && isGuid(place.network),
  allowed: (state) => state === 'private'
});
