import { ownRuleName } from '../../../shared/model/place';
import type { FirewallRule } from '../../../shared/model/machine-image';
import { field, isKnown, items, map, notKnown, oneOf, type Answer, type Known } from '../../facts/fact';
import { section, type ImageIndex } from '../../facts/image-index';
import { defineKind, isSameName, isSameSet, present } from './kind';

/** A rule that somebody else made: what of it is changed, and the rest stays. */
export const firewallRuleKind = defineKind<'firewall-rule'>({
  now: (index, { name }) => {
    const rule = ruleOf(index, name, (one) => !isOfPolicy(one));
    if (!isKnown(rule) || rule.value === null) return { ...rule, value: null };
    const enabled = present(field(rule, 'enabled'));
    const action = present(oneOf(field(rule, 'action'), ['allow', 'block'] as const));
    const named = field(rule, 'profiles');
    const profiles = map(named, (list) => (list ?? []).map((one) => one.toLowerCase()));
    if (!isKnown(enabled)) return enabled;
    if (!isKnown(action)) return action;
    if (!isKnown(profiles)) return profiles;
    const words = profiles.value.map((word) => profileWords.find((one) => one === word));
    if (words.some((word) => word === undefined))
      return notKnown('failed', profiles.path, profiles.value.join(', '));
    return {
      ...rule,
      value: {
        enabled: enabled.value,
        action: action.value,
        profiles: words.filter((word) => word !== undefined)
      }
    };
  },
  mayBeAbsent: false,
  same: (one, other) =>
    one.enabled === other.enabled && one.action === other.action && isSameSet(one.profiles, other.profiles),
  shown: (_place, { enabled, action, profiles }) => ({ enabled, action, profiles: [...profiles] })
});

const profileWords = ['domain', 'private', 'public', 'any'] as const;

/** A rule that Reconnect made. */
export const firewallOwnRuleKind = defineKind<'firewall-own-rule'>({
  now: (index, { port }) => {
    const rule = ruleOf(index, ownRuleName(port), () => true);
    if (!isKnown(rule) || rule.value === null) return { ...rule, value: null };
    const { value } = rule;
    const enabled = present(field(rule, 'enabled'));
    if (!isKnown(enabled)) return enabled;
    return {
      ...rule,
      value: {
        enabled: enabled.value,
        direction: word(value.direction) ?? '',
        action: word(value.action) ?? '',
        profiles: words(value.profiles),
        protocol: word(value.protocol) ?? '',
        localPorts: words(value.localPorts),
        remoteAddresses: words(value.remoteAddresses),
        program: word(value.program),
        service: word(value.service)
      }
    };
  },
  mayBeAbsent: true,
  same: (one, other) =>
    one.enabled === other.enabled &&
    (['direction', 'action', 'protocol', 'program', 'service'] as const).every((name) =>
      isSameName(one[name] ?? '', other[name] ?? '')
    ) &&
    (['profiles', 'localPorts', 'remoteAddresses'] as const).every((name) =>
      isSameSet(one[name], other[name])
    ),
  shown: (_place, state) => ({ ...state })
});

const word = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const words = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** A rule of policy is not one that this PC can change, though it may have the same name. */
const isOfPolicy = ({ source }: FirewallRule): boolean =>
  typeof source === 'string' && isSameName(source, 'policy');

function ruleOf(
  index: ImageIndex,
  name: string,
  isMeant: (rule: FirewallRule) => boolean
): Answer<FirewallRule> {
  const path = `firewall/rules/${name}`;
  const rules = items(field(section(index, 'firewall') as Answer<FirewallLike>, 'rules'));
  if (!isKnown(rules)) return rules;
  const found = rules.value.filter((rule) => isSameName(rule.name, name) && isMeant(rule));
  if (found.length > 1) return notKnown('failed', path, 'listed more than once');
  const known: Known<FirewallRule | null> = { ...rules, path, value: found[0] ?? null };
  return known;
}

interface FirewallLike {
  readonly rules?: readonly FirewallRule[] | null;
}
