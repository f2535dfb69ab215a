import { ownRuleName, type Place } from '../../shared/model/place';
import { isMembers, isSameName, spelling, type Members } from './writing-members';

/** Where a place is in an image: members of one object, or items of one list. */
export type Slot =
  | { readonly kind: 'members'; readonly of: Members; readonly names: readonly string[] }
  | {
      readonly kind: 'items';
      /** The object whose member the list is; it may not be listed yet. */
      readonly of: Members;
      readonly name: string;
      readonly isMeant: (item: Members) => boolean;
    };

/** Null where the image has nothing that the place could be in. The registry has a way of its own. */
export function slotOf(image: Members, place: Exclude<Place, { kind: 'registry-value' }>): Slot | null {
  switch (place.kind) {
    case 'service-start-type':
      return members(entryOf(image, 'services', place.name), 'startType');
    case 'service-state':
      return members(entryOf(image, 'services', place.name), 'state');
    case 'power-value': {
      const settings = entryOf(image, 'power', 'settings');
      const guid = Object.keys(settings ?? {}).find((one) => isSameGuid(one, place.setting));
      const setting = guid === undefined ? undefined : settings?.[guid];
      return members(isMembers(setting) ? setting : null, 'ac');
    }
    case 'adapter-power': {
      const power = itemById(image['adapters'], place.adapter)?.['power'];
      return members(isMembers(power) ? power : null, place.flag);
    }
    case 'network-category':
      return members(itemById(image['networks'], place.network), 'category');
    case 'firewall-rule': {
      const { firewall } = image;
      const rules: unknown = isMembers(firewall) ? firewall['rules'] : null;
      const rule = listOf(rules).find(
        (one) => isSameName(one['name'], place.name) && !isSameName(one['source'], 'policy')
      );
      return members(rule ?? null, 'enabled', 'action', 'profiles');
    }
    case 'firewall-own-rule': {
      const { firewall } = image;
      return isMembers(firewall)
        ? items(firewall, 'rules', (one) => isSameName(one['name'], ownRuleName(place.port)))
        : null;
    }
    case 'group-member': {
      const { groups } = image;
      return isMembers(groups)
        ? items(groups, spelling(groups, place.group), (one) => isSameName(one['sid'], place.member))
        : null;
    }
    case 'saved-credential':
      return items(
        image,
        'credentials',
        (one) => isSameName(one['target'], place.target) && isSameName(one['type'] ?? '', place.type)
      );
  }
}

const members = (of: Members | null, ...names: readonly string[]): Slot | null =>
  of && { kind: 'members', of, names };
const items = (of: Members, name: string, isMeant: (item: Members) => boolean): Slot => ({
  kind: 'items',
  of,
  name,
  isMeant
});

function entryOf(image: Members, section: string, name: string): Members | null {
  const entries = image[section];
  const entry = isMembers(entries) ? entries[spelling(entries, name)] : null;
  return isMembers(entry) ? entry : null;
}

const listOf = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isMembers) : []);
const itemById = (list: unknown, id: string): Members | null =>
  listOf(list).find((one) => typeof one['id'] === 'string' && isSameGuid(one['id'], id)) ?? null;

/** GUIDs are written with and without braces. */
const isSameGuid = (one: string, other: string): boolean => isSameName(bare(one), bare(other));
const bare = (guid: string): string => guid.replace(/^\{|\}$/g, '');
