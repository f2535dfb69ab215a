import type { StateOf } from '../../../shared/model/place';
import { nowAt } from '../../changes/kinds';
import type { Pc } from '../../changes/pc';
import { Refused } from '../../changes/refused';
import type { ProfileName } from '../../facts/firewall-rule';
import { setting as firewallRule, shippedRules } from '../../settings/firewall-rule';
import { defineFix, need, noParams, set, type Target } from '../define-fix';

/** Lets Windows' own Remote Desktop rules work on the networks that the PC is connected to now. */
export const fix = defineFix({
  id: 'firewall-allow',
  side: 'host',
  scope: 'machine',
  risk: 'caution',
  params: noParams,
  verify: ['firewall-rule-off', 'firewall-rule-wrong-profile', 'firewall-block-rule'],
  changes: (pc) => {
    const current = need(pc.facts.firewall.currentProfiles).value;
    const targets = shippedRules.flatMap((name) => opened(pc, name, current));
    const [shipped] = shippedRules;
    if (!targets.some(({ place }) => place.kind === 'firewall-rule' && /-tcp$/i.test(place.name)))
      throw new Refused('not-there', `firewall/rules/${shipped}`);
    return targets;
  }
});

/** One that was off opens the networks of now and no other; whom a rule lets in stays as it is. */
function opened(pc: Pc, name: string, current: readonly ProfileName[]): Target[] {
  const rule = need(nowAt(pc.index, firewallRule.at(name))).value as StateOf<'firewall-rule'> | null;
  if (rule === null) return isOfPolicy(pc, name) ? [set(firewallRule, allowed(current), name)] : [];
  if (!rule.enabled) return [set(firewallRule, allowed(current), name)];
  // A rule that names no profile is for each of them.
  const forAll = rule.profiles.length === 0 || rule.profiles.includes('any');
  const profiles = forAll ? rule.profiles : [...new Set([...rule.profiles, ...current])];
  return [set(firewallRule, { enabled: true, action: 'allow', profiles }, name)];
}

const allowed = (profiles: readonly ProfileName[]): StateOf<'firewall-rule'> => ({
  enabled: true,
  action: 'allow',
  profiles: [...profiles]
});

/** The rule is there, and an administrator's: the plan then says so. */
const isOfPolicy = (pc: Pc, name: string): boolean =>
  pc.facts.firewall.remoteDesktopRules.some(
    ({ value, source }) => source === 'policy' && value.name.toLowerCase() === name.toLowerCase()
  );
