import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FirewallRule } from '../../shared/model/machine-image';
import { isKnown, known, notKnown, type Fact, type Known } from './fact';
import { reachOf, type Lack, type Profile, type Reach } from './firewall-reach';
import { profileNames, type ProfileName, type Rule } from './firewall-rule';

type Fields = { -readonly [K in keyof FirewallRule]?: FirewallRule[K] };

const rule = (fields: Fields = {}): Known<FirewallRule> => {
  const name = fields.name ?? 'rule';
  return known(
    {
      name,
      enabled: true,
      direction: 'in',
      action: 'allow',
      profiles: ['private'],
      protocol: 'tcp',
      localPorts: ['3389'],
      remoteAddresses: ['*'],
      program: null,
      service: null,
      package: null,
      owner: null,
      bypass: false,
      source: 'local',
      ...fields
    },
    `firewall/rules/${name}`
  );
};

interface Settings {
  readonly enabled?: boolean;
  readonly defaultInbound?: 'allow' | 'block';
  readonly blockAllInbound?: boolean;
  readonly localRulesApply?: boolean;
}
const profile = (name: ProfileName, settings: Settings = {}): Profile => {
  const path = `firewall/profiles/${name}`;
  return {
    name,
    enabled: known(settings.enabled ?? true, `${path}/enabled`),
    defaultInbound: known(settings.defaultInbound ?? 'block', `${path}/defaultInbound`),
    blockAllInbound: known(settings.blockAllInbound ?? false, `${path}/blockAllInbound`),
    localRulesApply: known(settings.localRulesApply ?? true, `${path}/localRulesApply`)
  };
};

const port = (value = 3389): Fact<number> => known(value, 'PortNumber');
const reach = (
  rules: readonly Rule[],
  current: readonly Profile[] = [profile('private')],
  at: Fact<number> = port()
): Reach => reachOf({ port: at, current, rules });

const value = <T>(fact: Fact<T>): T | string => (isKnown(fact) ? fact.value : fact.unavailable);
/** The lacks that hold; of those that nobody knows, the reason behind them. */
const lacks = ({ lacks: all }: Reach): string[] =>
  (Object.keys(all) as Lack[]).flatMap((lack) => {
    const holds = value(all[lack]);
    return holds === true ? [lack] : typeof holds === 'string' ? [`${lack}: ${holds}`] : [];
  });
/** all, some, none, or why nobody knows. */
const isBlocked = ({ blocked }: Reach): string => {
  const found = value(blocked);
  if (typeof found === 'string') return found;
  return found === null ? 'none' : found.scoped ? 'some' : 'all';
};
const reaches = (one: Reach): boolean =>
  lacks(one).length === 0 &&
  ['none', 'some'].includes(isBlocked(one)) &&
  isKnown(one.blocksAll) &&
  one.blocksAll.value.length === 0;

describe('which rules reach the listener', () => {
  it.each<[string, Fields]>([
    ['its port alone', {}],
    ['the port among others', { localPorts: ['80', '3389'] }],
    ['a range that begins with the port', { localPorts: ['3389-3400'] }],
    ['a range that ends with it', { localPorts: ['1-3389'] }],
    ['every port', { localPorts: ['*'] }],
    ['no port said', { localPorts: null }],
    ['any protocol', { protocol: 'any', localPorts: null }],
    ['no protocol said', { protocol: null }],
    ['the number of TCP', { protocol: '6' }],
    ['the system', { program: 'System' }],
    ['svchost.exe, unexpanded', { program: '%SystemRoot%\\system32\\svchost.exe' }],
    ['svchost.exe in any case', { program: 'C:\\WINDOWS\\System32\\SvcHost.EXE' }],
    ['the service', { service: 'TermService' }],
    ['every service', { service: '*' }],
    ['no profile said', { profiles: null }],
    ['words in another case', { direction: 'In', action: 'Allow', protocol: 'TCP', profiles: ['Private'] }],
    ['a group of its own', { group: 'whatever' }],
    ['a bypass', { bypass: true }],
    ['fields that are absent', { package: undefined, owner: undefined, bypass: undefined, source: undefined }]
  ])('%s', (_what, fields) => {
    expect(lacks(reach([rule(fields)]))).toEqual([]);
  });

  it.each<[string, Fields]>([
    ['off', { enabled: false }],
    ['outgoing', { direction: 'out' }],
    ['UDP', { protocol: 'udp' }],
    ['another protocol', { protocol: '41' }],
    ['another port', { localPorts: ['3390'] }],
    ['a range that ends before the port', { localPorts: ['3000-3388'] }],
    ['a range that begins after it', { localPorts: ['3390-4000'] }],
    ['a range the wrong way round', { localPorts: ['4000-3000'] }],
    ['a named port', { localPorts: ['RPC'] }],
    ['nonsense', { localPorts: ['', '-', '3389x', '33 89', '3389-'] }],
    ['another program', { program: 'C:\\Program Files\\x\\x.exe' }],
    ["another program of svchost's name", { program: 'C:\\Temp\\svchost.exe' }],
    ['another service', { service: 'Dnscache' }],
    ['an app', { package: 'S-1-15-2-1', localPorts: null, protocol: 'any' }],
    ['an account', { owner: 'S-1-5-21-1-2-3-1001', localPorts: null, protocol: 'any' }]
  ])('not: %s', (_what, fields) => {
    expect(lacks(reach([rule(fields)]))).toEqual(['rule-off']);
  });

  it('takes the port that the listener has', () => {
    expect(lacks(reach([rule({ localPorts: ['5000-6000'] })], undefined, port(5500)))).toEqual([]);
    expect(lacks(reach([rule()], undefined, port(5500)))).toEqual(['no-rule-for-port']);
  });
});

describe('profiles', () => {
  it('is reached where one current profile lets it in', () => {
    const both = [profile('public'), profile('private')];
    expect(reaches(reach([rule()], both))).toBe(true);
    expect(reaches(reach([rule()], [profile('public'), profile('domain')]))).toBe(false);
  });

  it('is reached where the firewall is off, whatever the rules say', () => {
    const off = [profile('private', { enabled: false, blockAllInbound: true, localRulesApply: false })];
    expect(reaches(reach([rule({ action: 'block' })], off))).toBe(true);
    expect(reaches(reach([], off))).toBe(true);
  });

  it('needs no rule where what no rule is about is allowed; a block rule still counts', () => {
    const open = [profile('private', { defaultInbound: 'allow' })];
    expect(reaches(reach([], open))).toBe(true);
    expect(isBlocked(reach([rule({ action: 'block' })], open))).toBe('all');
  });

  it('makes local rules void where policy says so, block rules too', () => {
    const ignoring = [profile('private', { localRulesApply: false })];
    expect(lacks(reach([rule()], ignoring))).toEqual(['local-rules-ignored']);
    expect(reaches(reach([rule({ source: 'policy' }), rule({ action: 'block' })], ignoring))).toBe(true);
  });

  it('says that everything is blocked only where no other network lets it in', () => {
    const blocking = profile('private', { blockAllInbound: true });
    expect(value(reach([rule()], [blocking]).blocksAll)).toHaveLength(1);
    expect(value(reach([rule()], [blocking, profile('domain', { enabled: false })]).blocksAll)).toEqual([]);
  });
});

describe('why nobody gets in', () => {
  const away = rule({ name: 'away', profiles: ['domain'] });

  it('gives the first that holds: ignored, other profile, no rule for the port, off', () => {
    const ignoring = [profile('private', { localRulesApply: false })];
    expect(lacks(reach([away], ignoring, port(3390)))).toEqual(['local-rules-ignored']);
    expect(lacks(reach([away]))).toEqual(['wrong-profile']);
    expect(lacks(reach([away], undefined, port(3390)))).toEqual(['no-rule-for-port']);
    expect(lacks(reach([rule({ ...away.value, enabled: false })]))).toEqual(['rule-off']);
    expect(lacks(reach([]))).toEqual(['rule-off']);
  });

  it("leaves Windows' own rule that blocks to the block rule", () => {
    const turned = rule({ name: 'remotedesktop-usermode-in-tcp', action: 'block' });
    expect(lacks(reach([turned]))).toEqual([]);
    expect(isBlocked(reach([turned]))).toBe('all');
    expect(lacks(reach([rule({ action: 'block' })]))).toEqual(['rule-off']);
  });
});

describe('blocks', () => {
  const block = (fields: Fields = {}): Known<FirewallRule> =>
    rule({ name: 'block', action: 'block', ...fields });

  it('wins over an allow rule', () => {
    expect(isBlocked(reach([rule(), block()]))).toBe('all');
    expect(isBlocked(reach([rule(), block({ remoteAddresses: ['192.0.2.1'] })]))).toBe('some');
  });

  it('loses to an authenticated bypass that is for the same addresses', () => {
    const bypass = (remoteAddresses: string[]): Known<FirewallRule> =>
      rule({ bypass: true, remoteAddresses });
    expect(isBlocked(reach([block(), bypass(['*'])]))).toBe('none');
    expect(isBlocked(reach([block({ remoteAddresses: ['A'] }), bypass(['a', 'b'])]))).toBe('none');
    expect(isBlocked(reach([block(), rule(), bypass(['192.0.2.1'])]))).toBe('all');
    expect(isBlocked(reach([block(), rule({ bypass: true, profiles: ['domain'] })]))).toBe('all');
  });

  it('keeps some out only, where somebody else still gets in', () => {
    const scoped = block({ remoteAddresses: ['LocalSubnet'], profiles: ['public'] });
    const full = block({ profiles: ['private'] });
    const everywhere = rule({ profiles: [] });
    const both = [profile('public'), profile('private')];
    expect(isBlocked(reach([everywhere, scoped, full], both))).toBe('some');
    expect(isBlocked(reach([everywhere, full], both))).toBe('none');
  });
});

describe('whom it lets in', () => {
  const scopeOf = (...addresses: (string[] | null)[]): string | null => {
    const rules = addresses.map((remoteAddresses, at) => rule({ name: `rule ${at}`, remoteAddresses }));
    const scope = value(reach(rules).scope);
    return typeof scope === 'string' || scope === null ? scope : scope.who;
  };

  it('counts every rule that reaches', () => {
    expect(scopeOf()).toBeNull();
    expect(scopeOf(['*'])).toBe('everybody');
    expect(scopeOf(null)).toBe('everybody');
    expect(scopeOf(['0.0.0.0/0'])).toBe('everybody');
    expect(scopeOf(['LocalSubnet'])).toBe('local-subnet');
    expect(scopeOf(['LocalSubnet4'], ['localsubnet6'])).toBe('local-subnet');
    expect(scopeOf(['LocalSubnet'], ['192.0.2.0/24'])).toBe('some');
    expect(scopeOf(['192.0.2.0/24'], ['*'])).toBe('everybody');
  });
});

describe('what is not known', () => {
  const denied = notKnown('access-denied', 'firewall/rules');

  it('leaves everything open that it could change', () => {
    expect(lacks(reach([denied]))).toEqual(['wrong-profile: access-denied', 'rule-off: access-denied']);
    expect(isBlocked(reach([denied]))).toBe('access-denied');
    // It may be a bypass.
    expect(isBlocked(reach([denied, rule(), rule({ action: 'block' })]))).toBe('access-denied');
  });

  it('does not matter where something else decides', () => {
    expect(lacks(reach([denied, rule()]))).toEqual([]);
    expect(reaches(reach([denied], [profile('private', { enabled: false })]))).toBe(true);
    const perhaps = rule({ enabled: { unavailable: 'failed' } });
    expect(isBlocked(reach([perhaps, rule({ action: 'block' })]))).toBe('all');
    const app = rule({ package: 'S-1-15-2-1', localPorts: { unavailable: 'failed' } });
    expect(lacks(reach([app]))).toEqual(['rule-off']);
  });

  it('does not guess at words that Windows does not have', () => {
    for (const fields of [{ direction: 'sideways' }, { action: 'maybe' }, { profiles: ['home'] }])
      expect(lacks(reach([rule(fields)]))).toContain('rule-off: failed');
  });

  it('needs the port only for rules that name one', () => {
    const unknown = notKnown('not-read', 'PortNumber');
    expect(lacks(reach([rule({ localPorts: ['*'] })], undefined, unknown))).toEqual([]);
    expect(lacks(reach([rule()], undefined, unknown))).toContain('rule-off: not-read');
  });
});

const anyRule = fc.record({
  name: fc.constantFrom('a', 'b', 'RemoteDesktop-UserMode-In-TCP'),
  enabled: fc.boolean(),
  direction: fc.constantFrom('in', 'out'),
  action: fc.constantFrom('allow', 'block'),
  profiles: fc.subarray([...profileNames]),
  protocol: fc.constantFrom('tcp', 'udp', 'any', '41'),
  localPorts: fc.subarray(['*', '3389', '3390', '1000-4000', 'RPC']),
  remoteAddresses: fc.subarray(['*', 'LocalSubnet', '192.0.2.0/24']),
  program: fc.constantFrom(null, 'System', '%SystemRoot%\\system32\\svchost.exe', 'C:\\x.exe'),
  service: fc.constantFrom(null, '*', 'termservice', 'dnscache'),
  package: fc.constantFrom(null, null, 'S-1-15-2-1'),
  owner: fc.constantFrom(null, null, 'S-1-5-21-1'),
  bypass: fc.boolean(),
  source: fc.constantFrom('local', 'policy')
});
const anySettings = fc.record({
  enabled: fc.boolean(),
  defaultInbound: fc.constantFrom('allow' as const, 'block' as const),
  blockAllInbound: fc.boolean(),
  localRulesApply: fc.boolean()
});
const anyState = fc.record({
  rules: fc.array(anyRule, { maxLength: 8 }),
  names: fc.subarray([...profileNames], { minLength: 1 }),
  settings: anySettings,
  others: anySettings,
  at: fc.constantFrom(3389, 3390)
});
type State = typeof anyState extends fc.Arbitrary<infer T> ? T : never;

const reachIn = ({ names, settings, others, at }: State, rules: readonly Fields[]): Reach =>
  reach(
    rules.map(rule),
    names.map((name, index) => profile(name, index === 0 ? settings : others)),
    port(at)
  );
const verdict = (one: Reach): unknown => [lacks(one), isBlocked(one), value(one.blocksAll), value(one.scope)];

describe('any rules', () => {
  it('give at most one reason why nobody gets in', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(lacks(reachIn(state, state.rules)).length).toBeLessThanOrEqual(1);
      })
    );
  });

  it('a rule that is off changes nothing', () => {
    fc.assert(
      fc.property(anyState, anyRule, (state, more) => {
        const before = verdict(reachIn(state, state.rules));
        expect(verdict(reachIn(state, [...state.rules, { ...more, enabled: false }]))).toEqual(before);
      })
    );
  });

  it('a rule for an app or an account changes nothing', () => {
    fc.assert(
      fc.property(anyState, anyRule, fc.constantFrom('package', 'owner'), (state, more, whose) => {
        const before = verdict(reachIn(state, state.rules));
        expect(verdict(reachIn(state, [...state.rules, { ...more, [whose]: 'S-1-15-2-9' }]))).toEqual(before);
      })
    );
  });

  it('an allow rule never keeps anybody out', () => {
    fc.assert(
      fc.property(anyState, anyRule, (state, more) => {
        fc.pre(reaches(reachIn(state, state.rules)));
        expect(reaches(reachIn(state, [...state.rules, { ...more, action: 'allow' }]))).toBe(true);
      })
    );
  });

  it('a block rule never lets anybody in', () => {
    fc.assert(
      fc.property(anyState, anyRule, (state, more) => {
        fc.pre(!reaches(reachIn(state, state.rules)));
        const block = { ...more, name: 'block', action: 'block' };
        expect(reaches(reachIn(state, [...state.rules, block]))).toBe(false);
      })
    );
  });

  it('the order of rules and the case of words mean nothing', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const shouted = [...state.rules].reverse().map((one) => ({
          ...one,
          direction: one.direction.toUpperCase(),
          action: one.action.toUpperCase(),
          protocol: one.protocol.toUpperCase(),
          profiles: one.profiles.map((name) => name.toUpperCase()),
          service: one.service?.toUpperCase() ?? null
        }));
        const [before, after] = [reachIn(state, state.rules), reachIn(state, shouted)];
        expect([lacks(after), isBlocked(after)]).toEqual([lacks(before), isBlocked(before)]);
      })
    );
  });

  it('a hundred thousand of them are judged in a few seconds', () => {
    const many = Array.from({ length: 50_000 }, (_, at) => [
      rule({ name: `block ${at}`, action: 'block', remoteAddresses: [`host ${at}`] }),
      rule({ name: `bypass ${at}`, bypass: true, remoteAddresses: [`host ${at}`] })
    ]).flat();
    const started = Date.now();
    expect(isBlocked(reach(many))).toBe('none');
    expect(Date.now() - started).toBeLessThan(5000);
  });
});
