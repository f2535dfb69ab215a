import type { FirewallRule } from '../../shared/model/machine-image';
import { isKnown, known, type Fact, type Known, type NotKnown } from './fact';
import {
  concernsListener,
  hasAction,
  isBypass,
  isForEverybody,
  isForProfile,
  isLocalSubnet,
  isOfPolicy,
  isOn,
  isRemoteDesktopRule,
  isScoped,
  remoteScope,
  type ProfileName,
  type Rule
} from './firewall-rule';
import { asFact, every, holds, not, some, type Truth } from './truth';

/** What the firewall does on one kind of network. */
export interface Profile {
  readonly name: ProfileName;
  readonly enabled: Fact<boolean>;
  /** What happens to what no rule is about. */
  readonly defaultInbound: Fact<'allow' | 'block'>;
  readonly blockAllInbound: Fact<boolean>;
  /** False where policy makes local rules void. */
  readonly localRulesApply: Fact<boolean>;
}

/** Why no rule lets anybody in. At most one of them holds. */
export type Lack = 'local-rules-ignored' | 'wrong-profile' | 'no-rule-for-port' | 'rule-off';

/** Whether the firewall lets anybody reach the listener, and what is in the way. */
export interface Reach {
  readonly lacks: Readonly<Record<Lack, Fact<boolean>>>;
  /** What lets people in: rules that are on, or a profile's own setting. */
  readonly admittedBy: readonly Known<boolean | string>[];
  /** Enabled allow rules for the listener, of whatever profile. */
  readonly allowRules: readonly Known<FirewallRule>[];
  /** Current profiles in which local rules are void. */
  readonly ignoringLocal: readonly Known<boolean>[];
  /** Block rules that stop the connection, or some of them only (`scoped`); null where none is in the way. */
  readonly blocked: Fact<{
    readonly rules: readonly Known<FirewallRule>[];
    readonly scoped: boolean;
  } | null>;
  /** Settings of the current profiles that block everything; none where the listener can be reached all the same. */
  readonly blocksAll: Fact<readonly Known<boolean>[]>;
  /** The same setting of each current profile, whatever it says. */
  readonly blockAllSettings: readonly Known<boolean>[];
  /** Whom the reaching rules let in; null where nothing does. */
  readonly scope: Fact<{
    readonly rules: readonly Known<FirewallRule>[];
    readonly who: 'everybody' | 'local-subnet' | 'some';
  } | null>;
}

export interface FirewallState {
  /** TCP port of the listener. */
  readonly port: Fact<number>;
  /** Those of the networks that the PC is connected to. */
  readonly current: readonly Profile[];
  readonly rules: readonly Rule[];
}

/** A rule and whether it holds here. Rules that certainly do not are left out. */
interface Candidate {
  readonly rule: Rule;
  readonly truth: Truth;
}

const path = 'firewall/rules';
const shippedPort = 3389;

/**
 * What Windows' firewall does with a connection to the listener: one current profile in which it gets through is enough.
 * Within a profile a block rule wins over an allow rule, and an authenticated bypass over both.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-fasp/702e3c23-c9d8-43db-8380-b4c670dd7f7d
 */
export function reachOf({ port, current, rules }: FirewallState): Reach {
  const concerning = rules.map((rule) => ({
    rule,
    truth: every([isOn(rule), concernsListener(rule, port)])
  }));
  const allowing = narrowed(concerning, (rule) => hasAction(rule, 'allow'));
  const blocking = narrowed(concerning, (rule) => hasAction(rule, 'block'));
  const profiles = current.map((profile) => inProfile(profile, allowing, blocking));

  const allows = profiles.flatMap((one) => one.allows);
  return {
    lacks: lacksOf(profiles, allowing, port),
    admittedBy: profiles.flatMap((one) => one.admittedBy),
    allowRules: certain(allowing),
    ignoringLocal: current.flatMap(({ localRulesApply }) =>
      isKnown(localRulesApply) && !localRulesApply.value ? [localRulesApply] : []
    ),
    blocked: blockedIn(profiles),
    blocksAll: blocksAllIn(profiles),
    blockAllSettings: current.map(({ blockAllInbound }) => blockAllInbound).filter(isKnown),
    scope: scopeOf(allows, some(profiles.map(({ needsNoRule }) => needsNoRule)))
  };
}

const narrowed = (candidates: readonly Candidate[], also: (rule: Rule) => Truth): Candidate[] =>
  candidates
    .map(({ rule, truth }) => ({ rule, truth: truth === false ? false : every([truth, also(rule)]) }))
    .filter(({ truth }) => truth !== false);

/** The rules that hold for certain, each once. */
function certain(candidates: readonly Candidate[]): Known<FirewallRule>[] {
  const rules = candidates.flatMap(({ rule, truth }) => (truth === true && isKnown(rule) ? [rule] : []));
  return [...new Set(rules)];
}

const truths = (candidates: readonly Candidate[]): Truth[] => candidates.map(({ truth }) => truth);
const firstUnknown = (candidates: readonly Candidate[]): NotKnown | undefined =>
  truths(candidates).find((truth): truth is NotKnown => typeof truth !== 'boolean');

interface InProfile {
  readonly profile: Profile;
  readonly admittedBy: readonly Known<boolean | string>[];
  /** The firewall is off, or lets everything in that no rule is about. */
  readonly needsNoRule: Truth;
  readonly admits: Truth;
  readonly blocksAll: Truth;
  readonly allows: readonly Candidate[];
  /** Block rules that no bypass outdoes. */
  readonly blocks: readonly Candidate[];
  /** Somebody can connect; nobody is kept out by a block. */
  readonly reachable: Truth;
  readonly unhindered: Truth;
}

function inProfile(
  profile: Profile,
  allowing: readonly Candidate[],
  blocking: readonly Candidate[]
): InProfile {
  const off = holds(profile.enabled, (on) => !on);
  const byDefault = holds(profile.defaultInbound, (action) => action === 'allow');
  const inForce = (rule: Rule): Truth =>
    every([
      isForProfile(rule, profile.name),
      some([isOfPolicy(rule), holds(profile.localRulesApply, (apply) => apply)])
    ]);
  const allows = narrowed(allowing, inForce);
  const isOutdone = outdoneBy(narrowed(allows, isBypass));
  const blocks = narrowed(narrowed(blocking, inForce), (rule) => not(isOutdone(rule)));
  const admits = some([off, byDefault, ...truths(allows)]);
  const blocksAll = every([not(off), holds(profile.blockAllInbound, (all) => all)]);
  const through = every([admits, not(blocksAll)]);
  const stopped = some(truths(narrowed(blocks, isForEverybody)));
  return {
    profile,
    admittedBy: [
      ...(off === true && isKnown(profile.enabled) ? [profile.enabled] : []),
      ...(byDefault === true && isKnown(profile.defaultInbound) ? [profile.defaultInbound] : []),
      ...certain(allows).map((rule): Known<boolean> => ({
        ...rule,
        value: true,
        path: `${rule.path}/enabled`
      }))
    ],
    needsNoRule: some([off, byDefault]),
    admits,
    blocksAll,
    allows,
    blocks: off === true ? [] : blocks,
    reachable: some([off, every([through, not(stopped)])]),
    unhindered: some([off, every([through, not(some(truths(blocks)))])])
  };
}

/** Whether the bypass rules let through all that a block rule would stop. */
function outdoneBy(bypasses: readonly Candidate[]): (rule: Rule) => Truth {
  const forEverybody = some(truths(narrowed(bypasses, isForEverybody)));
  const unknown = firstUnknown(bypasses);
  const through = new Set(
    certain(bypasses).flatMap((rule) => {
      const scope = remoteScope(rule);
      return isKnown(scope) ? scope.value : [];
    })
  );
  return (rule) => {
    const named = holds(
      remoteScope(rule),
      (addresses) => addresses.length > 0 && addresses.every((one) => through.has(one))
    );
    return some([forEverybody, named === false && unknown !== undefined ? unknown : named]);
  };
}

function lacksOf(
  profiles: readonly InProfile[],
  allowing: readonly Candidate[],
  port: Fact<number>
): Reach['lacks'] {
  const nobody = not(some(profiles.map(({ admits }) => admits)));
  const ignored = every([
    nobody,
    some(profiles.map(({ profile }) => holds(profile.localRulesApply, (apply) => !apply)))
  ]);
  const elsewhere = every([nobody, ignored !== true, some(truths(allowing))]);
  const without = every([nobody, ignored !== true, elsewhere !== true]);
  // Windows' own rule, turned into a block rule, is told as that.
  const turned = profiles
    .flatMap(({ blocks }) => blocks)
    .some(
      ({ rule, truth }) =>
        truth === true && isKnown(rule) && isRemoteDesktopRule(rule.value) && isScoped(rule) === false
    );
  const isShipped = holds(port, (one) => one === shippedPort);
  const as = (truth: Truth): Fact<boolean> => asFact(truth, path);
  return {
    'local-rules-ignored': as(ignored),
    'wrong-profile': as(elsewhere),
    'no-rule-for-port': as(every([without, not(isShipped)])),
    'rule-off': as(every([without, isShipped, !turned]))
  };
}

function blockedIn(profiles: readonly InProfile[]): Reach['blocked'] {
  const unhindered = some(profiles.map((one) => one.unhindered));
  if (unhindered === true) return known(null, path);
  const blocks = profiles.flatMap((one) => one.blocks);
  const rules = certain(blocks);
  if (rules.length === 0) return firstUnknown(blocks) ?? known(null, path);
  if (unhindered !== false) return unhindered;
  const scoped = some([some(profiles.map((one) => one.reachable)), every(rules.map(isScoped))]);
  return typeof scoped === 'boolean' ? known({ rules, scoped }, path) : scoped;
}

function blocksAllIn(profiles: readonly InProfile[]): Reach['blocksAll'] {
  const holding = every([
    some(profiles.map(({ blocksAll }) => blocksAll)),
    not(some(profiles.map(({ reachable }) => reachable)))
  ]);
  if (typeof holding !== 'boolean') return holding;
  const settings = profiles.flatMap(({ blocksAll, profile: { blockAllInbound } }) =>
    blocksAll === true && isKnown(blockAllInbound) ? [blockAllInbound] : []
  );
  return known(holding ? settings : [], 'firewall/profiles');
}

function scopeOf(allows: readonly Candidate[], needsNoRule: Truth): Reach['scope'] {
  const rules = certain(allows);
  const everybody = some([needsNoRule, ...truths(narrowed(allows, isForEverybody))]);
  if (everybody === true) return known({ rules, who: 'everybody' }, path);
  if (everybody !== false) return everybody;
  const unknown = firstUnknown(allows);
  if (unknown !== undefined) return unknown;
  if (rules.length === 0) return known(null, path);
  const onlySubnet = every(rules.map((rule) => holds(remoteScope(rule), (all) => all.every(isLocalSubnet))));
  if (typeof onlySubnet !== 'boolean') return onlySubnet;
  return known({ rules, who: onlySubnet ? 'local-subnet' : 'some' }, path);
}

/** Reach where the profiles themselves are not known. */
export function unknownReach(fact: NotKnown): Reach {
  return {
    lacks: { 'local-rules-ignored': fact, 'wrong-profile': fact, 'no-rule-for-port': fact, 'rule-off': fact },
    admittedBy: [],
    allowRules: [],
    ignoringLocal: [],
    blocked: fact,
    blocksAll: fact,
    blockAllSettings: [],
    scope: fact
  };
}
