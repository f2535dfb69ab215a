/**
 * What Windows does where nothing is set, by version. `since` is the first build of which the entry is true; the last
 * matching one counts. Client and server builds of one number are the same release.
 */
interface Since<T> {
  /** Build number: 7600 is Windows 7 and Server 2008 R2, 9200 is 8 and 2012, 9600 is 8.1 and 2012 R2, 10240 is 10. */
  readonly since: number;
  readonly value: T;
}

const at = <T>(table: readonly Since<T>[], build: number): T | undefined =>
  table.filter(({ since }) => build >= since).reduce<T | undefined>((_, { value }) => value, undefined);

/**
 * NLA is asked for since Windows 8 and Server 2012.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/remote-desktop-allow-access
 */
const userAuthentication: readonly Since<number>[] = [
  { since: 0, value: 0 },
  { since: 9200, value: 1 }
];

export type TlsVersion = '1.0' | '1.1' | '1.2' | '1.3';
export const tlsVersions: readonly TlsVersion[] = ['1.0', '1.1', '1.2', '1.3'];

/**
 * TLS versions that Schannel uses by itself, for client and server alike. 1.1 and 1.2 are in Windows 7 and 2008 R2, but
 * off until enabled; 1.3 is there and on since Windows 11 and Server 2022.
 * https://learn.microsoft.com/windows/win32/secauthn/protocols-in-tls-ssl--schannel-ssp-
 */
const tlsOnByDefault: Readonly<Record<TlsVersion, readonly Since<boolean>[]>> = {
  '1.0': [{ since: 0, value: true }],
  '1.1': [
    { since: 0, value: false },
    { since: 9200, value: true }
  ],
  '1.2': [
    { since: 0, value: false },
    { since: 9200, value: true }
  ],
  '1.3': [
    { since: 0, value: false },
    { since: 20_348, value: true }
  ]
};

/**
 * First build whose Schannel has that version at all; no setting brings it to an earlier one.
 * https://learn.microsoft.com/windows/win32/secauthn/protocols-in-tls-ssl--schannel-ssp-
 */
const tlsSince: Readonly<Record<TlsVersion, number>> = { '1.0': 0, '1.1': 7600, '1.2': 7600, '1.3': 20_348 };

/**
 * Negotiate; what Windows 8 and later ship with, TLS, stands in the registry as a value.
 * https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-terminalservices-rdp-winstationextensions-securitylayer
 */
const securityLayer = 1;

/** The defaults of one build of Windows. */
export const windowsDefaults = (
  build: number
): {
  userAuthentication: number;
  securityLayer: number;
  tlsOn: Readonly<Record<TlsVersion, boolean>>;
  tlsThere: Readonly<Record<TlsVersion, boolean>>;
} => ({
  userAuthentication: at(userAuthentication, build) ?? 1,
  securityLayer,
  tlsThere: {
    '1.0': build >= tlsSince['1.0'],
    '1.1': build >= tlsSince['1.1'],
    '1.2': build >= tlsSince['1.2'],
    '1.3': build >= tlsSince['1.3']
  },
  tlsOn: {
    '1.0': at(tlsOnByDefault['1.0'], build) ?? true,
    '1.1': at(tlsOnByDefault['1.1'], build) ?? true,
    '1.2': at(tlsOnByDefault['1.2'], build) ?? true,
    '1.3': at(tlsOnByDefault['1.3'], build) ?? false
  }
});
