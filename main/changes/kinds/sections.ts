import type {
  AdapterEntry,
  CredentialEntry,
  NetworkEntry,
  PowerSection
} from '../../../shared/model/machine-image';
import { field, isKnown, items, notKnown, oneOf, type Answer } from '../../facts/fact';
import { namedEntry, section } from '../../facts/image-index';
import { defineKind, isSameName } from './kind';

/** A power setting on mains. Null: this PC has no such setting. */
export const powerValueKind = defineKind<'power-value'>({
  now: (index, { setting }) => {
    const settings = field(section(index, 'power') as Answer<PowerSection>, 'settings') as Answer<
      Record<string, { ac?: number | null } | null>
    >;
    if (!isKnown(settings)) return settings;
    const listed = Object.keys(settings.value ?? {}).filter((one) => isGuid(one, setting));
    if (listed.length > 1) return notKnown('failed', settings.path, 'listed more than once');
    return field(field(settings, listed[0] ?? setting) as Answer<{ ac?: number | null }>, 'ac');
  },
  mayBeAbsent: false,
  same: (one, other) => one === other,
  shown: (_place, seconds) => seconds
});

/** GUIDs are written with and without braces. */
const isGuid = (one: string, other: string): boolean => isSameName(bare(one), bare(other));
const bare = (guid: string): string => guid.replace(/^\{|\}$/g, '');

/** What an adapter may do to save power. Null: it cannot. */
export const adapterPowerKind = defineKind<'adapter-power'>({
  now: (index, { adapter, flag }) => {
    const entry = itemOf(section(index, 'adapters') as Answer<AdapterEntry[]>, adapter);
    return field(field(entry, 'power'), flag);
  },
  mayBeAbsent: false,
  same: (one, other) => one === other,
  shown: (_place, state) => state
});

/** How Windows treats a network that it knows. */
export const networkCategoryKind = defineKind<'network-category'>({
  now: (index, { network }) =>
    oneOf(field(itemOf(section(index, 'networks') as Answer<NetworkEntry[]>, network), 'category'), [
      'public',
      'private',
      'domain'
    ] as const),
  mayBeAbsent: false,
  same: (one, other) => one === other,
  shown: (_place, state) => state
});

function itemOf<T extends { readonly id: string }>(list: Answer<readonly T[]>, id: string): Answer<T> {
  const all = items(list);
  if (!isKnown(all)) return all;
  const found = (all.value as readonly T[]).filter((one) => isGuid(one.id, id));
  const path = `${all.path}/${id}`;
  if (found.length > 1) return notKnown('failed', path, 'listed more than once');
  return { ...all, path, value: found[0] ?? null };
}

interface GroupMember {
  readonly sid: string;
  readonly name?: unknown;
}

/** Whether an account is in a local group. */
export const groupMemberKind = defineKind<'group-member'>({
  now: (index, { group, member }) => {
    const list = namedEntry<GroupMember[]>(index, 'groups', group);
    const members = items(list);
    if (!isKnown(members)) return members;
    const path = `groups/${group}/${member}`;
    // Each Windows has the group: where it is not listed, nobody looked.
    if (isKnown(list) && list.value === null) return notKnown('failed', path, 'no such group');
    const found = members.value.find(({ sid }) => isSameName(sid, member));
    return {
      ...members,
      path,
      value: found ? { sid: found.sid, name: typeof found.name === 'string' ? found.name : null } : null
    };
  },
  mayBeAbsent: true,
  same: (one, other) => isSameName(one.sid, other.sid),
  shown: (_place, { sid, name }) => name ?? sid
});

/** A saved sign-in; never its secret. */
export const savedCredentialKind = defineKind<'saved-credential'>({
  now: (index, { target, type }) => {
    const all = items(section(index, 'credentials') as Answer<CredentialEntry[]>);
    if (!isKnown(all)) return all;
    const found = all.value.find(
      (one) => isSameName(one.target, target) && isSameName(textOf(one.type) ?? '', type)
    );
    return {
      ...all,
      path: `credentials/${target}`,
      value: found ? { user: textOf(found.user), persistence: textOf(found.persistence) } : null
    };
  },
  mayBeAbsent: true,
  same: (one, other) => one.user === other.user && one.persistence === other.persistence,
  shown: ({ type }, { user, persistence }) => ({ type, user, persistence })
});

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
