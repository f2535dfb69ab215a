import { z } from 'zod';
import type { CredentialEntry } from '../../../shared/model/machine-image';
import { placeId } from '../../../shared/model/place';
import { isSameHost } from '../../facts/events/target';
import { items, type Answer } from '../../facts/fact';
import { section } from '../../facts/image-index';
import { hostOfTarget, setting as credential } from '../../settings/saved-credential';
import { defineFix, need } from '../define-fix';
import { host } from '../params';

/** Removes what is saved for one host, so that the Remote Desktop client asks again. A sign-in for several hosts stays. */
export const fix = defineFix({
  id: 'credential-remove',
  side: 'client',
  scope: 'user',
  risk: 'caution',
  params: z.strictObject({ host }),
  verify: ['saved-credential'],
  changes: (pc, { host }) => {
    const saved = need(items(section(pc.index, 'credentials') as Answer<CredentialEntry[]>)).value;
    const places = saved
      .filter(({ target }) => isSameHost(hostOfTarget(target) ?? '', host))
      .map(({ target, type }) => credential.at(target, typeof type === 'string' ? type : ''))
      .filter(credential.holds);
    // From the last to the first: what is taken from a list is given back in the other order, each to its own place.
    const each = new Map(places.reverse().map((place) => [placeId(place), place]));
    return [...each.values()].map((place) => ({
      setting: credential,
      place,
      to: null
    }));
  }
});
