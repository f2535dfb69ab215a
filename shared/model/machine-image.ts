import { z } from 'zod';
import { registryTypes } from './reading';
import { unavailableReasons } from './unavailable-reason';

export type { UnavailableReason } from './unavailable-reason';

/**
 * What was seen of a Windows PC: the format of recordings, host reports, the host kit, the demo and the fixtures
 * (`reconnect.machine/1`). Any section, key, entry or field may be `unavailable` with a reason, or `null`: looked for and
 * not there. Members that this version does not know stay as they are.
 */
const unavailableSchema = z.looseObject({
  unavailable: z.enum(unavailableReasons),
  detail: z.string().nullable().optional()
});
export type Unavailable = z.infer<typeof unavailableSchema>;

type OrUnavailable<T extends z.ZodType> = z.ZodUnion<readonly [typeof unavailableSchema, T]>;
type Maybe<T extends z.ZodType> = z.ZodOptional<
  z.ZodUnion<readonly [z.ZodNull, typeof unavailableSchema, T]>
>;

/** What stands where a value stands when it could not be read. */
export const isUnavailable = (value: unknown): value is Unavailable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'unavailable' in value;

/** Keeps a misspelled reason from passing as an entry that happens to have such a member. */
const present = <T extends z.ZodType>(schema: T): T =>
  schema.refine((value) => !isUnavailable(value), 'not a known reason');

/** A value, or that it is not there, or why it is not known. */
const maybe = <T extends z.ZodType>(schema: T): Maybe<T> =>
  z.union([z.null(), unavailableSchema, present(schema)]).optional();
/** A list whose items may each be unavailable. */
const listOf = <T extends z.ZodType>(item: T): z.ZodArray<OrUnavailable<T>> =>
  z.array(z.union([unavailableSchema, present(item)]));
/** Entries by name. */
const byName = <T extends z.ZodType>(entry: T): z.ZodRecord<z.ZodString, Maybe<T>> =>
  z.record(z.string(), maybe(entry));

/** https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const timePattern = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
/** JavaScript takes 30 February for 2 March. */
function isTime(text: string): boolean {
  if (!timePattern.test(text) || Number.isNaN(Date.parse(text))) return false;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate() >= day;
}

const time = z.string().refine(isTime, 'not an RFC 3339 time');
const hex = z.string().regex(/^([0-9a-fA-F]{2})*$/, 'not pairs of hex digits');
const count = z.number().int().min(0);

export const registryDataSchema = z.union([
  z.tuple([z.literal('REG_DWORD'), z.number().int().min(0).max(0xffff_ffff)]),
  z.tuple([z.enum(['REG_SZ', 'REG_EXPAND_SZ']), z.string()]),
  z.tuple([z.literal('REG_MULTI_SZ'), z.array(z.string())]),
  z.tuple([
    z.literal('REG_QWORD'),
    z.string().refine((value) => /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n, 'not a 64-bit number')
  ]),
  z.tuple([
    z.enum(registryTypes).exclude(['REG_DWORD', 'REG_SZ', 'REG_EXPAND_SZ', 'REG_MULTI_SZ', 'REG_QWORD']),
    hex
  ])
]);
/** Type and data of a registry value as the image writes it. */
export type RegistryData = z.infer<typeof registryDataSchema>;

const registryKeySchema = z.looseObject({
  values: byName(registryDataSchema).optional(),
  subkeys: z.array(z.string()).optional(),
  /** Only some values were asked for. */
  partial: z.boolean().optional()
});
export type RegistryKeyEntry = z.infer<typeof registryKeySchema>;

const osSchema = z.looseObject({
  /** `10.0`, `6.1`. */
  version: maybe(z.string()),
  build: maybe(count),
  ubr: maybe(count),
  edition: maybe(z.string()),
  /** workstation, server, domain-controller. */
  productType: maybe(z.string()),
  architecture: maybe(z.string()),
  locale: maybe(z.string()),
  timeZone: maybe(z.string())
});
const identitySchema = z.looseObject({
  user: maybe(z.string()),
  sid: maybe(z.string()),
  elevated: maybe(z.boolean()),
  remoteSession: maybe(z.boolean()),
  computer: maybe(z.string()),
  domain: maybe(z.string()),
  microsoftAccount: maybe(z.boolean())
});
const clockSchema = z.looseObject({
  utc: maybe(time),
  source: maybe(z.string()),
  /** This PC's clock minus a reference, in seconds; null: unknown. */
  offsetSeconds: maybe(z.number())
});
const serviceSchema = z.looseObject({
  /** running, stopped, start-pending, stop-pending, paused, and so on. */
  state: maybe(z.string()),
  /** automatic, manual, disabled, boot, system. */
  startType: maybe(z.string()),
  delayedStart: maybe(z.boolean()),
  account: maybe(z.string()),
  path: maybe(z.string()),
  processId: maybe(count)
});
const fileSchema = z.looseObject({
  version: maybe(z.string()),
  /** Bytes. */
  size: maybe(count),
  modified: maybe(time)
});
const eventSchema = z.looseObject({
  id: count,
  provider: z.string().optional(),
  level: maybe(count),
  at: time,
  record: maybe(count),
  activityId: maybe(z.string()),
  data: maybe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])))
});
const certificateSchema = z.looseObject({
  thumbprint: z.string(),
  subject: maybe(z.string()),
  issuer: maybe(z.string()),
  names: maybe(z.array(z.string())),
  notBefore: maybe(time),
  notAfter: maybe(time),
  key: maybe(z.looseObject({ algorithm: maybe(z.string()), bits: maybe(count) })),
  signature: maybe(z.string()),
  hasPrivateKey: maybe(z.boolean())
});
const port = z.number().int().min(0).max(65_535);
const socketSchema = z.looseObject({
  protocol: z.string(),
  address: z.string(),
  port,
  state: maybe(z.string()),
  processId: maybe(count),
  process: maybe(z.string()),
  services: maybe(z.array(z.string()))
});
const sessionSchema = z.looseObject({
  id: count,
  name: maybe(z.string()),
  user: maybe(z.string()),
  /** active, disconnected, listen, idle, down. */
  state: maybe(z.string()),
  idleSeconds: maybe(z.number().min(0)),
  connectedFrom: maybe(z.string())
});
const adapterSchema = z.looseObject({
  id: z.string(),
  name: maybe(z.string()),
  description: maybe(z.string()),
  /** ethernet, wifi, vpn, virtual, loopback. */
  kind: maybe(z.string()),
  up: maybe(z.boolean()),
  mac: maybe(z.string()),
  addresses: maybe(z.array(z.string())),
  gateways: maybe(z.array(z.string())),
  /** The number of the driver's key under the network class, `0001`. */
  classKey: maybe(z.string()),
  power: maybe(
    z.looseObject({
      mayTurnOff: maybe(z.boolean()),
      wakeOnMagicPacket: maybe(z.boolean()),
      wakeOnPattern: maybe(z.boolean())
    })
  )
});
const networkSchema = z.looseObject({
  id: z.string(),
  name: maybe(z.string()),
  /** public, private, domain. */
  category: maybe(z.string()),
  adapter: maybe(z.string())
});
const firewallProfileSchema = z.looseObject({
  enabled: maybe(z.boolean()),
  /** block, allow. */
  defaultInbound: maybe(z.string()),
  blockAllInbound: maybe(z.boolean()),
  localRulesApply: maybe(z.boolean())
});
const firewallRuleSchema = z.looseObject({
  name: z.string(),
  group: maybe(z.string()),
  enabled: maybe(z.boolean()),
  /** in, out. */
  direction: maybe(z.string()),
  /** allow, block. */
  action: maybe(z.string()),
  profiles: maybe(z.array(z.string())),
  /** tcp, udp, any, or a number. */
  protocol: maybe(z.string()),
  /** `*`, `n`, `a-b`, or a name such as `RPC`. */
  localPorts: maybe(z.array(z.string())),
  remoteAddresses: maybe(z.array(z.string())),
  program: maybe(z.string()),
  service: maybe(z.string()),
  package: maybe(z.string()),
  owner: maybe(z.string()),
  /** Allowed when authenticated, even against a block rule. */
  bypass: maybe(z.boolean()),
  /** local, policy. */
  source: maybe(z.string())
});
const productSchema = z.looseObject({ name: z.string(), enabled: maybe(z.boolean()) });
const firewallSchema = z.looseObject({
  currentProfiles: maybe(listOf(z.string())),
  profiles: maybe(byName(firewallProfileSchema)),
  rules: maybe(listOf(firewallRuleSchema)),
  products: maybe(listOf(productSchema))
});
const powerSettingSchema = z.looseObject({
  /** Seconds where the setting is a time; 0 is never. */
  ac: maybe(count),
  dc: maybe(count),
  policyAc: maybe(count)
});
const powerSchema = z.looseObject({
  scheme: maybe(z.string()),
  settings: maybe(byName(powerSettingSchema)),
  modernStandby: maybe(z.boolean())
});
const memberSchema = z.looseObject({ sid: z.string(), name: maybe(z.string()) });
const programSchema = z.looseObject({
  name: z.string(),
  version: maybe(z.string()),
  publisher: maybe(z.string())
});
const credentialSchema = z.looseObject({
  target: z.string(),
  /** domain-password, generic, and so on. */
  type: maybe(z.string()),
  user: maybe(z.string()),
  persistence: maybe(z.string()),
  lastWritten: maybe(time)
});
const rdpFileSchema = z.looseObject({ path: z.string(), lines: maybe(z.array(z.string())) });

export const machineImageSchema = z.looseObject({
  schema: z.literal('reconnect.machine/1'),
  takenAt: time.optional(),
  takenBy: z.string().optional(),
  /** True: what is not listed is absent. False: what is not listed was not read. */
  closed: z.boolean().optional(),
  os: maybe(osSchema),
  identity: maybe(identitySchema),
  clock: maybe(clockSchema),
  registry: maybe(byName(registryKeySchema)),
  services: maybe(byName(serviceSchema)),
  files: maybe(byName(fileSchema)),
  events: maybe(byName(listOf(eventSchema))),
  certificates: maybe(byName(listOf(certificateSchema))),
  sockets: maybe(listOf(socketSchema)),
  sessions: maybe(listOf(sessionSchema)),
  adapters: maybe(listOf(adapterSchema)),
  networks: maybe(listOf(networkSchema)),
  firewall: maybe(firewallSchema),
  power: maybe(powerSchema),
  updates: maybe(listOf(z.string())),
  groups: maybe(byName(listOf(memberSchema))),
  rights: maybe(byName(listOf(z.string()))),
  programs: maybe(listOf(programSchema)),
  credentials: maybe(listOf(credentialSchema)),
  rdpFiles: maybe(listOf(rdpFileSchema))
});
export type MachineImage = z.infer<typeof machineImageSchema>;

/** A section or entry without the ways of not being there. */
export type Present<T> = Exclude<T, null | undefined | Unavailable>;

type Entry<T> = Present<Present<T> extends Record<string, infer E> ? E : never>;
type Item<T> = Exclude<Present<T> extends (infer I)[] ? I : never, Unavailable>;

export type OsSection = Present<MachineImage['os']>;
export type IdentitySection = Present<MachineImage['identity']>;
export type ServiceEntry = Entry<MachineImage['services']>;
export type FileEntry = Entry<MachineImage['files']>;
export type EventEntry = Item<Entry<MachineImage['events']>>;
export type CertificateEntry = Item<Entry<MachineImage['certificates']>>;
export type SocketEntry = Item<MachineImage['sockets']>;
export type SessionEntry = Item<MachineImage['sessions']>;
export type AdapterEntry = Item<MachineImage['adapters']>;
export type NetworkEntry = Item<MachineImage['networks']>;
export type FirewallSection = Present<MachineImage['firewall']>;
export type FirewallRule = Item<FirewallSection['rules']>;
export type FirewallProfile = Entry<FirewallSection['profiles']>;
export type PowerSection = Present<MachineImage['power']>;
export type ProgramEntry = Item<MachineImage['programs']>;
export type CredentialEntry = Item<MachineImage['credentials']>;
export type RdpFileEntry = Item<MachineImage['rdpFiles']>;
