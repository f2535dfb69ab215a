import type { FirewallProfile, FirewallSection } from '../../../shared/model/machine-image';
import type { Pc } from '../../changes/pc';
import { field, isKnown, known, orDefault, type Answer, type Fact } from '../../facts/fact';
import { section } from '../../facts/image-index';
import type { PolicyValue } from './define-setting';

/**
 * Where policy makes local firewall rules void on each network that the PC is connected to, a local rule changes nothing.
 * https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/rules
 */
export function localRulesAreVoid(pc: Pc): Fact<PolicyValue | null> {
  const { currentProfiles } = pc.facts.firewall;
  if (!isKnown(currentProfiles)) return currentProfiles;
  const profiles = field(section(pc.index, 'firewall') as Answer<FirewallSection>, 'profiles') as Answer<
    Record<string, FirewallProfile>
  >;
  const applying = currentProfiles.value.map((name): Fact<boolean> => {
    const listed = isKnown(profiles)
      ? Object.keys(profiles.value ?? {}).find((one) => one.toLowerCase() === name)
      : undefined;
    const profile: Answer<FirewallProfile> = field(profiles, listed ?? name);
    const apply: Answer<boolean> = field(profile, 'localRulesApply');
    return orDefault(apply, true);
  });
  // One network on which local rules count is enough for a change to do something.
  const none = known(null, currentProfiles.path);
  if (applying.some((apply) => isKnown(apply) && apply.value)) return none;
  const unknown = applying.find((apply) => !isKnown(apply));
  if (unknown) return isKnown(unknown) ? none : unknown;
  const first = applying.find(isKnown);
  return first ? { ...first, value: { where: first.path, value: first.value } } : none;
}
