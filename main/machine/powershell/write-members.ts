import { z } from 'zod';
import type { PlaceOf } from '../../../shared/model/place';
import { notSupported, type PlaceWriter } from '../native/place-writer';
import { bit, kept, numberOf, type Work } from './script-place';

/** https://learn.microsoft.com/windows/win32/api/netlistmgr/ne-netlistmgr-nlm_network_category */
const categories = { public: 0, private: 1 } as const;

/** How Windows treats a network that the PC is connected to. */
export function networkWriter(work: Work): PlaceWriter<'network-category'> {
  const own = kept('network-category', z.number().int().min(0).max(2), ({ network }) => [network]);
  const write = ({ network }: PlaceOf<'network-category'>, category: string): Promise<void> =>
    work.write('network-category', network, category);
  return {
    capture: (place) => own.capture(work, place),
    write: async (place, state) => write(place, numberOf(categories, state ?? notSupported())),
    restore: async (place, capture) => write(place, String(own.held(place, capture)))
  };
}

/** Whether an account is in a local group. */
export function memberWriter(work: Work): PlaceWriter<'group-member'> {
  const own = kept('group-member', z.boolean(), ({ group, member }) => [group, member]);
  const write = ({ group, member }: PlaceOf<'group-member'>, isMember: boolean): Promise<void> =>
    work.write('group-member', group, member, bit(isMember));
  return {
    capture: (place) => own.capture(work, place),
    write: async (place, state) => {
      // An account is a member by its SID; another one beside its place would be another place.
      if (state !== null && state.sid.toLowerCase() !== place.member.toLowerCase()) notSupported();
      await write(place, state !== null);
    },
    restore: async (place, capture) => write(place, own.held(place, capture))
  };
}
