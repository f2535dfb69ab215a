import { z } from 'zod';
import { registryDataSchema } from './machine-image';
import { registryTypes, type Reading } from './reading';

const name = z.string().min(1).max(1024);
const profile = z.enum(['domain', 'private', 'public', 'any']);
const words = z.array(z.string().max(1024)).max(1000);

/**
 * Where a setting stands on a PC, as data: it goes into the journal and over the pipe to the elevated side, and each checks
 * it again. What is not one of these cannot be written at all.
 */
export const placeSchema = z.discriminatedUnion('kind', [
  /** One value of a key, in the 64-bit view; `type` is the one that Windows expects there. */
  z.strictObject({ kind: z.literal('registry-value'), key: name, value: name, type: z.enum(registryTypes) }),
  z.strictObject({ kind: z.literal('service-start-type'), name }),
  z.strictObject({ kind: z.literal('service-state'), name }),
  /** Whether a rule that is there is on, what it does, and on which kinds of network. */
  z.strictObject({ kind: z.literal('firewall-rule'), name }),
  /** A rule of Reconnect's own for one TCP port, as a whole. */
  z.strictObject({ kind: z.literal('firewall-own-rule'), port: z.number().int().min(1).max(65_535) }),
  /** A power setting by its GUID: its value on mains, in the scheme that is in use. */
  z.strictObject({ kind: z.literal('power-value'), setting: name }),
  z.strictObject({
    kind: z.literal('adapter-power'),
    adapter: name,
    flag: z.enum(['mayTurnOff', 'wakeOnMagicPacket'])
  }),
  z.strictObject({ kind: z.literal('network-category'), network: name }),
  /** Whether an account, by its SID, is a member of a local group, by its SID. */
  z.strictObject({ kind: z.literal('group-member'), group: name, member: name }),
  z.strictObject({ kind: z.literal('saved-credential'), target: name, type: z.string().max(64) })
]);
export type Place = z.infer<typeof placeSchema>;
export type PlaceKind = Place['kind'];
export type PlaceOf<Kind extends PlaceKind> = Extract<Place, { kind: Kind }>;

/** What can stand at a place of each kind. Absence is null, and no part of these. */
export const stateSchemas = {
  'registry-value': registryDataSchema,
  'service-start-type': z.enum(['automatic', 'manual', 'disabled', 'boot', 'system']),
  'service-state': z.string().max(64),
  'firewall-rule': z.strictObject({
    enabled: z.boolean(),
    action: z.enum(['allow', 'block']),
    profiles: z.array(profile)
  }),
  'firewall-own-rule': z.strictObject({
    enabled: z.boolean(),
    direction: z.string().max(64),
    action: z.string().max(64),
    profiles: words,
    protocol: z.string().max(64),
    localPorts: words,
    remoteAddresses: words,
    program: z.string().max(1024).nullable(),
    service: z.string().max(1024).nullable()
  }),
  'power-value': z.number().int().min(0).max(0xffff_ffff),
  'adapter-power': z.boolean(),
  'network-category': z.enum(['public', 'private', 'domain']),
  'group-member': z.strictObject({ sid: name, name: z.string().max(1024).nullable() }),
  'saved-credential': z.strictObject({
    user: z.string().max(1024).nullable(),
    persistence: z.string().max(64).nullable()
  })
} as const satisfies Record<PlaceKind, z.ZodType>;
export type StateOf<Kind extends PlaceKind> = z.infer<(typeof stateSchemas)[Kind]>;
/** What stands at some place. */
export type State = StateOf<PlaceKind>;

/** A place as evidence names it: `HKLM\…\RDP-Tcp\UserAuthentication`, `services/TermService/startType`. */
export function whereOf(place: Place): string {
  switch (place.kind) {
    case 'registry-value':
      return `${place.key}\\${place.value}`;
    case 'service-start-type':
      return `services/${place.name}/startType`;
    case 'service-state':
      return `services/${place.name}/state`;
    case 'firewall-rule':
      return `firewall/rules/${place.name}`;
    case 'firewall-own-rule':
      return `firewall/rules/${ownRuleName(place.port)}`;
    case 'power-value':
      return `power/settings/${place.setting}/ac`;
    case 'adapter-power':
      return `adapters/${place.adapter}/power/${place.flag}`;
    case 'network-category':
      return `networks/${place.network}/category`;
    case 'group-member':
      return `groups/${place.group}/${place.member}`;
    case 'saved-credential':
      return `credentials/${place.target}/${place.type}`;
  }
}

/** The name of Reconnect's own firewall rule for a TCP port. */
export const ownRuleName = (port: number): string => `Reconnect-RDP-TCP-${port}`;

/** One text for one place: names compare without case, as Windows compares them. */
export function placeId(place: Place): string {
  const known = placeIds.get(place);
  if (known !== undefined) return known;
  const id = `${place.kind} ${whereOf(place)}`.toLowerCase();
  placeIds.set(place, id);
  return id;
}

/** A long journal asks for the same ones again and again. */
const placeIds = new WeakMap<Place, string>();

/** What has to be read to know what stands at a place. */
export function readingOf(place: Place): Reading {
  switch (place.kind) {
    case 'registry-value':
      return { kind: 'registry-value', key: place.key, value: place.value };
    case 'service-start-type':
    case 'service-state':
      return { kind: 'service', name: place.name };
    case 'firewall-rule':
    case 'firewall-own-rule':
      return { kind: 'section', section: 'firewall' };
    case 'power-value':
      return { kind: 'section', section: 'power' };
    case 'adapter-power':
      return { kind: 'section', section: 'adapters' };
    case 'network-category':
      return { kind: 'section', section: 'networks' };
    case 'group-member':
      return { kind: 'group', sid: place.group };
    case 'saved-credential':
      return { kind: 'section', section: 'credentials' };
  }
}
