import { z } from 'zod';
import { ownRuleName, type PlaceOf, type StateOf } from '../../../shared/model/place';
import { notSupported, type PlaceWriter } from '../native/place-writer';
import { bit, kept, numberOf, type Work } from './script-place';

/** https://learn.microsoft.com/windows/win32/api/icftypes/ne-icftypes-net_fw_profile_type2 */
const profileBits = { domain: 1, private: 2, public: 4, any: 0x7fff_ffff } as const;
/** https://learn.microsoft.com/windows/win32/api/icftypes/ne-icftypes-net_fw_action */
const actions = { block: 0, allow: 1 } as const;
/** https://learn.microsoft.com/windows/win32/api/icftypes/ne-icftypes-net_fw_rule_direction */
const directions = { in: 1, out: 2 } as const;
/** As the firewall numbers them; https://www.iana.org/assignments/protocol-numbers, and 256 for each. */
const protocols = { tcp: 6, udp: 17, any: 256 } as const;

/** A rule that names no profile is for each of them. */
function profileNumber(words: readonly string[]): string {
  if (words.length === 0) return String(profileBits.any);
  return String(words.reduce((bits, word) => bits | Number(numberOf(profileBits, word)), 0));
}

const bits = z.number().int().min(0).max(0x7fff_ffff);

/** Whether a rule that is there is on, what it does and where, as the firewall's own numbers. */
export function ruleWriter(work: Work): PlaceWriter<'firewall-rule'> {
  const own = kept(
    'firewall-rule',
    z.strictObject({ enabled: z.boolean(), action: z.union([z.literal(0), z.literal(1)]), profiles: bits }),
    ({ name }) => [name]
  );
  const write = ({ name }: PlaceOf<'firewall-rule'>, ...fields: readonly string[]): Promise<void> =>
    work.write('firewall-rule', name, ...fields);
  return {
    capture: (place) => own.capture(work, place),
    write: async (place, state) => {
      const { enabled, action, profiles } = state ?? notSupported();
      await write(place, bit(enabled), numberOf(actions, action), profileNumber(profiles));
    },
    restore: async (place, capture) => {
      const { enabled, action, profiles } = own.held(place, capture);
      await write(place, bit(enabled), String(action), String(profiles));
    }
  };
}

/**
 * What the script keeps of a rule of Reconnect's own, in the order in which it takes it; an empty one stays as Windows has it.
 * https://learn.microsoft.com/windows/win32/api/netfw/nn-netfw-inetfwrule
 */
const ruleFields = [
  'Description',
  'Protocol',
  'LocalPorts',
  'RemotePorts',
  'LocalAddresses',
  'RemoteAddresses',
  'ApplicationName',
  'serviceName',
  'InterfaceTypes',
  'Direction',
  'Action',
  'Profiles',
  'EdgeTraversal',
  'Grouping',
  'Enabled'
] as const;
type RuleField = (typeof ruleFields)[number];

const text = z.string().max(65_536);
const ownRule = z.strictObject({
  Description: text,
  Protocol: z.number().int().min(0).max(256),
  LocalPorts: text,
  RemotePorts: text,
  LocalAddresses: text,
  RemoteAddresses: text,
  ApplicationName: text,
  serviceName: text,
  InterfaceTypes: text,
  Direction: z.union([z.literal(1), z.literal(2)]),
  Action: z.union([z.literal(0), z.literal(1)]),
  Profiles: bits,
  EdgeTraversal: z.boolean(),
  Grouping: text,
  Enabled: z.boolean()
} satisfies Record<RuleField, z.ZodType>);
type Fields = Readonly<Partial<Record<RuleField, string | number | boolean>>>;

/** A rule of Reconnect's own: there as a whole, or not at all. */
export function ownRuleWriter(work: Work): PlaceWriter<'firewall-own-rule'> {
  const own = kept('firewall-own-rule', ownRule.nullable(), ({ port }) => [ownRuleName(port)]);
  const write = ({ port }: PlaceOf<'firewall-own-rule'>, rule: Fields | null): Promise<void> =>
    work.write(
      'firewall-own-rule',
      ownRuleName(port),
      ...(rule === null ? [] : ruleFields.map((field) => fieldText(rule[field] ?? '')))
    );
  return {
    capture: (place) => own.capture(work, place),
    write: async (place, state) => write(place, state && ruleOf(state)),
    restore: async (place, capture) => write(place, own.held(place, capture))
  };
}

const fieldText = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? bit(value) : String(value);

function ruleOf(state: StateOf<'firewall-own-rule'>): Fields {
  return {
    Protocol: numberOf(protocols, state.protocol),
    LocalPorts: state.localPorts.join(','),
    RemoteAddresses: state.remoteAddresses.join(','),
    ApplicationName: state.program ?? '',
    serviceName: state.service ?? '',
    Direction: numberOf(directions, state.direction),
    Action: numberOf(actions, state.action),
    Profiles: profileNumber(state.profiles),
    Enabled: state.enabled
  };
}
