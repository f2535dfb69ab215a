import { defineFacts, dword, type Source } from './define-facts';
import { isKnown, map, orDefault, type Answer, type Fact } from './fact';
import { os } from './os';
import { tlsVersions, windowsDefaults, type TlsVersion } from './windows-defaults';

const protocols = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

/** What Schannel calls the ends of a connection. */
const subkeys = { client: 'Client', host: 'Server' } as const;
type Role = keyof typeof subkeys;
const roles = ['client', 'host'] as const;
const valueNames = ['Enabled', 'DisabledByDefault'] as const;
type ValueName = (typeof valueNames)[number];
type ReadingName = `${Role} ${TlsVersion} ${ValueName}`;

/** One TLS version in one role. SSL 2 and 3 are none that Remote Desktop could use. */
export interface TlsVersionFacts {
  /** `Enabled` as it is stored; null where nothing is. Any number but 0 is on. */
  readonly stored: Answer<number>;
  /** 0: off. What is stored, else what Windows does by itself. */
  readonly enabled: Fact<number>;
  /** Not 0: a program gets the version only where it asks for it by name. */
  readonly disabledByDefault: Fact<number>;
  /** Whether this Windows has it. */
  readonly isThere: Fact<boolean>;
  /** Whether a connection can come about with it at all: this Windows has it, and it is not off. */
  readonly isLeft: Fact<boolean>;
}

/**
 * Which versions of TLS are on, for the client and for the host.
 * https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings
 */
export const schannel = defineFacts({
  id: 'schannel',
  readings: readingsOfAll(),
  derive: (read, of) => {
    const defaults = map(of(os).build, windowsDefaults);
    const versionOf = (role: Role, version: TlsVersion): TlsVersionFacts => {
      const stored = read[`${role} ${version} Enabled`];
      const disabledByDefault = read[`${role} ${version} DisabledByDefault`];
      const enabled = enabledOf(
        stored,
        disabledByDefault,
        map(defaults, ({ tlsOn }) => (tlsOn[version] ? 1 : 0))
      );
      const isThere = map(defaults, ({ tlsThere }) => tlsThere[version]);
      return {
        stored,
        enabled,
        disabledByDefault: orDefault(disabledByDefault, 0),
        isThere,
        isLeft: isLeft(enabled, isThere)
      };
    };
    const versionsOf = (role: Role): Readonly<Record<TlsVersion, TlsVersionFacts>> => ({
      '1.0': versionOf(role, '1.0'),
      '1.1': versionOf(role, '1.1'),
      '1.2': versionOf(role, '1.2'),
      '1.3': versionOf(role, '1.3')
    });
    return { client: versionsOf('client'), host: versionsOf('host') };
  }
});

function readingsOfAll(): Readonly<Record<ReadingName, Source<Answer<number>>>> {
  const all = roles.flatMap((role) =>
    tlsVersions.flatMap((version) =>
      valueNames.map((name) => [
        `${role} ${version} ${name}` satisfies ReadingName,
        dword(`${protocols}\\TLS ${version}\\${subkeys[role]}`, name)
      ])
    )
  );
  return Object.fromEntries(all) as Record<ReadingName, Source<Answer<number>>>;
}

/** Where 1.2 is off by itself, as in Windows 7, `DisabledByDefault` 0 alone is how it is commonly switched on. */
function enabledOf(
  stored: Answer<number>,
  disabledByDefault: Answer<number>,
  byDefault: Fact<number>
): Fact<number> {
  if (!isKnown(stored)) return stored;
  if (stored.value !== null) return { ...stored, value: stored.value };
  if (!isKnown(byDefault)) return byDefault;
  if (byDefault.value !== 0) return { ...stored, value: byDefault.value, source: 'default' };
  if (!isKnown(disabledByDefault)) return disabledByDefault;
  return { ...stored, value: disabledByDefault.value === 0 ? 1 : 0, source: 'default' };
}

/** What is off is not left, whether this Windows has it or not. */
function isLeft(enabled: Fact<number>, isThere: Fact<boolean>): Fact<boolean> {
  if (!isKnown(enabled) || enabled.value === 0) return map(enabled, () => false);
  return isKnown(isThere) ? { ...enabled, value: isThere.value } : isThere;
}
