import type { FirewallProfile, FirewallRule, FirewallSection } from '../../shared/model/machine-image';
import { defineFacts, section } from './define-facts';
import { each } from './each';
import { field, isKnown, items, known, notKnown, oneOf, orDefault, type Answer, type Fact } from './fact';
import { reachOf, unknownReach, type Profile } from './firewall-reach';
import { isRemoteDesktopRule, profileNames, type ProfileName, type Rule } from './firewall-rule';
import { listener } from './listener';

/** Windows' own firewall by the names it had; a list of security products may hold it too. */
const ownFirewall = /^(windows|microsoft)( defender)? firewall$/i;

/** Whether Windows' firewall lets anybody in to the listener, and which other firewalls there are. */
export const firewall = defineFacts({
  id: 'firewall',
  readings: { firewall: section('firewall') },
  derive: (read, of) => {
    const current = currentProfiles(read.firewall);
    const rules = rulesOf(read.firewall);
    const { port } = of(listener);
    return {
      /** Profiles of the networks that the PC is connected to, each once. */
      currentProfiles: current,
      reach: isKnown(current)
        ? reachOf({ port, current: current.value.map((name) => profileOf(read.firewall, name)), rules })
        : unknownReach(current),
      /** The rules for Remote Desktop that Windows ships, whatever is in them. */
      remoteDesktopRules: rules.flatMap((rule) =>
        isKnown(rule) && isRemoteDesktopRule(rule.value) ? [rule] : []
      ),
      /** Firewalls of other makers, on or off. */
      otherProducts: otherProducts(read.firewall)
    };
  }
});

function currentProfiles(firewall: Answer<FirewallSection>): Fact<readonly ProfileName[]> {
  const listed = items(field(firewall, 'currentProfiles'));
  if (!isKnown(listed)) return listed;
  const names = new Set<ProfileName>();
  for (const word of listed.value) {
    const name = oneOf(known(word, listed.path), profileNames);
    if (!isKnown(name)) return name;
    if (name.value !== null) names.add(name.value);
  }
  // Windows always has one in force, without a network too.
  return names.size === 0 ? notKnown('failed', listed.path, 'none') : { ...listed, value: [...names] };
}

/** What a profile does; where nothing is set, what Windows ships. */
function profileOf(firewall: Answer<FirewallSection>, name: ProfileName): Profile {
  const profiles = field(firewall, 'profiles');
  const listed = isKnown(profiles)
    ? Object.keys(profiles.value ?? {}).find((one) => one.toLowerCase() === name)
    : undefined;
  const profile: Answer<FirewallProfile> = field(profiles, listed ?? name);
  return {
    name,
    enabled: orDefault(field(profile, 'enabled'), true),
    defaultInbound: orDefault(
      oneOf(field(profile, 'defaultInbound'), ['allow', 'block'] as const),
      'block' as const
    ),
    blockAllInbound: orDefault(field(profile, 'blockAllInbound'), false),
    localRulesApply: orDefault(field(profile, 'localRulesApply'), true)
  };
}

/** Where the rules are not known as a whole there is one rule, and nobody knows what it says. */
function rulesOf(firewall: Answer<FirewallSection>): readonly Rule[] {
  const rules: Fact<readonly Rule[]> = each(field(firewall, 'rules'), ({ name }) => name);
  if (!isKnown(rules)) return [rules];
  return rules.value.map((rule) =>
    isKnown(rule)
      ? { ...rule, source: isSetByPolicy(rule.value) ? ('policy' as const) : ('local' as const) }
      : rule
  );
}

const isSetByPolicy = ({ source }: FirewallRule): boolean =>
  typeof source === 'string' && source.toLowerCase() === 'policy';

/** A product that a list of security products names, and whether it is on. */
export interface FirewallProduct {
  readonly name: string;
  readonly enabled: Answer<boolean>;
}

function otherProducts(firewall: Answer<FirewallSection>): Fact<readonly Fact<FirewallProduct>[]> {
  const products = each(field(firewall, 'products'), ({ name }) => name);
  if (!isKnown(products)) return products;
  return {
    ...products,
    value: products.value.flatMap((product): Fact<FirewallProduct>[] => {
      if (!isKnown(product)) return [product];
      const { name } = product.value;
      return ownFirewall.test(name.trim())
        ? []
        : [{ ...product, value: { name, enabled: field(product, 'enabled') } }];
    })
  };
}
