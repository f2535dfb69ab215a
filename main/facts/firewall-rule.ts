import type { FirewallRule } from '../../shared/model/machine-image';
import { field, isKnown, map, notKnown, oneOf, orDefault, type Fact } from './fact';
import { every, holds, not, present, some, type Truth } from './truth';

export const profileNames = ['domain', 'private', 'public'] as const;
/** Kinds of network that the firewall keeps settings for. */
export type ProfileName = (typeof profileNames)[number];

/** One rule; its path names it. */
export type Rule = Fact<FirewallRule>;

export const isOn = (rule: Rule): Truth => holds(present(field(rule, 'enabled')), (on) => on);

export const hasAction = (rule: Rule, action: 'allow' | 'block'): Truth =>
  holds(present(oneOf(field(rule, 'action'), ['allow', 'block'] as const)), (one) => one === action);

/** Allowed when authenticated, even against a block rule. */
export const isBypass = (rule: Rule): Truth => holds(field(rule, 'bypass'), (bypass) => bypass === true);

/** Whether Group Policy put it there; rules of policy count even where local ones do not. */
export const isOfPolicy = (rule: Rule): Truth =>
  holds(oneOf(field(rule, 'source'), ['local', 'policy'] as const), (source) => source === 'policy');

/** A rule that names no profile is for each of them. */
export function isForProfile(rule: Rule, profile: ProfileName): Truth {
  const profiles = field(rule, 'profiles');
  return isKnown(profiles) ? namesProfile(profiles.value ?? [], profile, profiles.path) : profiles;
}

function namesProfile(names: readonly string[], profile: ProfileName, path: string): Truth {
  if (names.length === 0) return true;
  const words = names.map((name) => name.toLowerCase());
  if (words.includes(profile) || words.includes('any')) return true;
  const strange = words.find((word) => !profileNames.some((one) => one === word));
  return strange === undefined ? false : notKnown('failed', path, strange);
}

/**
 * Whether a rule is about what the Remote Desktop listener hears on its TCP port. A rule for a packaged app or for one
 * account is not: it says neither port nor program, and admits that app or account alone.
 */
export const concernsListener = (rule: Rule, port: Fact<number>): Truth =>
  every([
    holds(present(oneOf(field(rule, 'direction'), ['in', 'out'] as const)), (one) => one === 'in'),
    holds(field(rule, 'package'), isNothing),
    holds(field(rule, 'owner'), isNothing),
    // 6 is TCP, 256 any protocol. https://learn.microsoft.com/windows/win32/api/icftypes/ne-icftypes-net_fw_ip_protocol
    holds(field(rule, 'protocol'), (name) => ['tcp', '6', 'any', '256'].includes(lower(name ?? 'any'))),
    namesPort(rule, port),
    holds(field(rule, 'program'), isListenersProgram),
    holds(field(rule, 'service'), (name) => ['', '*', 'termservice'].includes(lower(name ?? '')))
  ]);

const lower = (text: string): string => text.trim().toLowerCase();
const isNothing = (text: string | null): boolean => text === null || text.trim() === '';

/** Windows 7 listens in a driver (System), later ones in the service's svchost.exe. */
function isListenersProgram(program: string | null): boolean {
  const path = lower(program ?? '');
  return ['', 'system', 'svchost.exe'].includes(path) || path.endsWith('\\system32\\svchost.exe');
}

function namesPort(rule: Rule, port: Fact<number>): Truth {
  const ports = field(rule, 'localPorts');
  if (!isKnown(ports)) return ports;
  const entries = ports.value ?? [];
  if (entries.length === 0 || entries.some((one) => one.trim() === '*')) return true;
  return some(entries.map((one) => isPort(one, port)));
}

/** `n` or `a-b`. Names such as RPC stand for ports of other services. */
function isPort(entry: string, port: Fact<number>): Truth {
  const [, from, to = from] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(entry) ?? [];
  if (from === undefined) return false;
  return holds(port, (one) => one >= Number(from) && one <= Number(to));
}

const everyone = ['*', 'any', '0.0.0.0/0', '0.0.0.0-255.255.255.255'];

/** The addresses that a rule is limited to, in lower case; none where it is for all. */
export const remoteScope = (rule: Rule): Fact<readonly string[]> =>
  map(orDefault(field(rule, 'remoteAddresses'), []), (addresses) => {
    const all = addresses.map(lower);
    return all.some((one) => everyone.includes(one)) ? [] : all;
  });

export const isScoped = (rule: Rule): Truth => holds(remoteScope(rule), (addresses) => addresses.length > 0);
export const isForEverybody = (rule: Rule): Truth => not(isScoped(rule));

/** LocalSubnet, and its forms for one family of addresses since Windows 10 1809. */
export const isLocalSubnet = (address: string): boolean => /^localsubnet[46]?$/i.test(address);

/** Rules that Windows ships for Remote Desktop over TCP: the second one on Windows 7. */
export const isRemoteDesktopRule = ({ name }: FirewallRule): boolean =>
  ['remotedesktop-usermode-in-tcp', 'remotedesktop-in-tcp'].includes(lower(name));
