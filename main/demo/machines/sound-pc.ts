import type { MachineImage, RegistryData, Unavailable } from '../../../shared/model/machine-image';

/** Releases of Windows that the app serves, with what tells them apart. */
const releases = {
  'windows-7': {
    version: '6.1',
    build: 7601,
    ubr: 0,
    edition: 'Professional',
    client: '6.3.9600.20000',
    server: false
  },
  'windows-8.1': {
    version: '6.3',
    build: 9600,
    ubr: 20_969,
    edition: 'Professional',
    client: '6.3.9600.20969',
    server: false
  },
  'windows-10': {
    version: '10.0',
    build: 19_045,
    ubr: 5131,
    edition: 'Professional',
    client: '10.0.19041.5072',
    server: false
  },
  'windows-11': {
    version: '10.0',
    build: 22_631,
    ubr: 4460,
    edition: 'Professional',
    client: '10.0.22621.4391',
    server: false
  },
  'server-2012-r2': {
    version: '6.3',
    build: 9600,
    ubr: 22_267,
    edition: 'ServerStandard',
    client: '6.3.9600.22267',
    server: true
  },
  'server-2016': {
    version: '10.0',
    build: 14_393,
    ubr: 7515,
    edition: 'ServerStandard',
    client: '10.0.14393.7426',
    server: true
  },
  'server-2019': {
    version: '10.0',
    build: 17_763,
    ubr: 6532,
    edition: 'ServerStandard',
    client: '10.0.17763.6532',
    server: true
  },
  'server-2022': {
    version: '10.0',
    build: 20_348,
    ubr: 2849,
    edition: 'ServerStandard',
    client: '10.0.20348.2849',
    server: true
  },
  'server-2025': {
    version: '10.0',
    build: 26_100,
    ubr: 4652,
    edition: 'ServerStandard',
    client: '10.0.26100.4484',
    server: true
  }
} as const;
export type Release = keyof typeof releases;
export const releaseNames = Object.keys(releases) as Release[];

type Or<T> = T | null | Unavailable;

/** An image with every section there, for tests and the demo to change in one place and leave the rest sound. */
export interface DraftPc {
  schema: 'reconnect.machine/1';
  takenAt: string;
  takenBy: string;
  closed: boolean;
  os: Record<string, Or<string | number>>;
  identity: Record<string, Or<string | boolean>>;
  clock: Record<string, Or<string | number>>;
  registry: Record<
    string,
    Or<{ values: Record<string, Or<RegistryData>>; subkeys?: string[]; partial?: boolean }>
  >;
  services: Record<string, Or<Record<string, Or<string | number | boolean>>>>;
  files: Record<string, Or<Record<string, Or<string | number>>>>;
  events: Record<string, Or<DraftEvent[]>>;
  certificates: Record<string, Or<Record<string, unknown>[]>>;
  sockets: Or<Record<string, unknown>[]>;
  sessions: Or<Record<string, unknown>[]>;
  adapters: Or<Record<string, unknown>[]>;
  networks: Or<Record<string, unknown>[]>;
  firewall: {
    currentProfiles: Or<string[]>;
    profiles: Record<string, Or<Record<string, Or<boolean | string>>>>;
    rules: Or<Record<string, unknown>[]>;
    products: Or<Record<string, unknown>[]>;
  };
  power: {
    scheme: string;
    settings: Record<string, Or<Record<string, Or<number>>>>;
    modernStandby: Or<boolean>;
  };
  updates: Or<string[]>;
  groups: Record<string, Or<{ sid: string; name?: string }[]>>;
  rights: Record<string, Or<string[]>>;
  programs: Or<Record<string, unknown>[]>;
  credentials: Or<Record<string, unknown>[]>;
  rdpFiles: Or<{ path: string; lines: string[] }[]>;
}
export interface DraftEvent {
  id: number;
  provider: string;
  level?: number;
  at: string;
  record?: number;
  activityId?: string | null;
  data?: Record<string, string | number>;
}

export const terminalServer = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
export const rdpTcp = `${terminalServer}\\WinStations\\RDP-Tcp`;
export const terminalServicesPolicy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services';
export const schannel = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

const thumbprint = '5f1c0a7d3b9e482c6d1f00a1b2c3d4e5f6071829';
const dword = (value: number): RegistryData => ['REG_DWORD', value];

/**
 * A PC of that release on which Remote Desktop works as host and as client: what Windows ships with once Remote Desktop is
 * switched on, and the energy settings of a PC that is meant to be reached. A closed image: nothing else is there.
 */
export function soundPc(release: Release): DraftPc {
  const { version, build, ubr, edition, client, server } = releases[release];
  const computer = server ? 'SRV7' : 'PC7';
  const has8 = build >= 9200;
  return {
    schema: 'reconnect.machine/1',
    takenAt: '2026-11-20T10:00:00Z',
    takenBy: 'app 0.1.0',
    closed: true,
    os: {
      version,
      build,
      ubr,
      edition,
      productType: server ? 'server' : 'workstation',
      architecture: 'x64',
      locale: 'en-US',
      timeZone: 'W. Europe Standard Time'
    },
    identity: {
      user: `${computer}\\anna`,
      sid: 'S-1-5-21-1111111111-2222222222-3333333333-1001',
      elevated: true,
      remoteSession: false,
      computer,
      domain: null,
      microsoftAccount: false
    },
    clock: { utc: '2026-11-20T10:00:00Z', source: 'time.windows.com', offsetSeconds: 0 },
    registry: {
      'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': {
        values: {
          EditionID: ['REG_SZ', edition],
          CurrentBuild: ['REG_SZ', String(build)],
          ...(build >= 9600 ? { UBR: dword(ubr) } : {})
        }
      },
      [terminalServer]: {
        values: {
          fDenyTSConnections: dword(0),
          TSEnabled: dword(1),
          TSUserEnabled: dword(0),
          fSingleSessionPerUser: dword(1),
          ...(server ? { TSServerDrainMode: dword(0) } : {})
        },
        subkeys: ['WinStations']
      },
      [`${terminalServer}\\WinStations`]: {
        values: {
          SelfSignedCertificate: ['REG_BINARY', thumbprint],
          SelfSignedCertStore: ['REG_SZ', 'Remote Desktop']
        },
        subkeys: ['RDP-Tcp']
      },
      [rdpTcp]: {
        values: {
          fEnableWinStation: dword(1),
          fLogonDisabled: dword(0),
          LanAdapter: dword(0),
          LoadableProtocol_Object: [
            'REG_SZ',
            has8 ? '{5828227c-20cf-4408-b73f-73ab70b8849f}' : '{18b726bb-6fe6-4fb9-9276-ed57ce7c7cb2}'
          ],
          MaxInstanceCount: dword(0xffff_ffff),
          MaxConnectionTime: dword(0),
          MaxDisconnectionTime: dword(0),
          MaxIdleTime: dword(0),
          KeepAliveTimeout: dword(0),
          MinEncryptionLevel: dword(2),
          PortNumber: dword(3389),
          SecurityLayer: dword(has8 ? 2 : 1),
          UserAuthentication: dword(1),
          SelectTransport: dword(2),
          fAllowSecProtocolNegotiation: dword(1)
        }
      },
      'HKLM\\SYSTEM\\CurrentControlSet\\Services\\TermService\\Parameters': {
        values: { ServiceDll: ['REG_EXPAND_SZ', '%SystemRoot%\\System32\\termsrv.dll'] }
      },
      'HKLM\\SYSTEM\\Setup': { values: { SystemSetupInProgress: dword(0), OOBEInProgress: dword(0) } },
      'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa': {
        values: { LimitBlankPasswordUse: dword(1) },
        subkeys: ['FIPSAlgorithmPolicy', 'MSV1_0']
      },
      'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FIPSAlgorithmPolicy': { values: { Enabled: dword(0) } },
      'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders': {
        values: { SecurityProviders: ['REG_SZ', 'credssp.dll'] },
        subkeys: ['SCHANNEL']
      },
      // Windows 7 has TLS 1.2 switched on here, as its updates for Remote Desktop ask for.
      ...(has8
        ? {}
        : {
            [`${schannel}\\TLS 1.2\\Client`]: { values: { Enabled: dword(1), DisabledByDefault: dword(0) } },
            [`${schannel}\\TLS 1.2\\Server`]: { values: { Enabled: dword(1), DisabledByDefault: dword(0) } }
          }),
      'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList': {
        values: { ProgramData: ['REG_EXPAND_SZ', '%SystemDrive%\\ProgramData'] }
      },
      // Windows ships so: Microsoft accounts are offered Windows Hello only.
      ...(build >= 19_041
        ? {
            'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\PasswordLess\\Device': {
              values: { DevicePasswordLessBuildVersion: dword(2) }
            }
          }
        : {}),
      'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power': {
        values: { HiberbootEnabled: dword(0) }
      },
      'HKCU\\Software\\Microsoft\\Terminal Server Client': { values: {}, subkeys: ['Default', 'Servers'] }
    },
    services: {
      TermService: {
        state: 'running',
        startType: 'manual',
        delayedStart: false,
        account: 'NT Authority\\NetworkService',
        path: '%SystemRoot%\\System32\\svchost.exe -k NetworkService',
        processId: 1180
      },
      SessionEnv: {
        state: 'running',
        startType: 'manual',
        delayedStart: false,
        account: 'LocalSystem',
        path: '%SystemRoot%\\System32\\svchost.exe -k netsvcs -p',
        processId: 1320
      },
      UmRdpService: {
        state: 'running',
        startType: 'manual',
        delayedStart: false,
        account: 'LocalSystem',
        path: '%SystemRoot%\\System32\\svchost.exe -k LocalSystemNetworkRestricted -p',
        processId: 1424
      }
    },
    files: {
      '%SystemRoot%\\System32\\mstscax.dll': {
        version: client,
        size: 7_970_304,
        modified: '2026-10-08T00:00:00Z'
      },
      '%SystemRoot%\\System32\\mstsc.exe': {
        version: client,
        size: 1_540_096,
        modified: '2026-10-08T00:00:00Z'
      },
      '%SystemRoot%\\System32\\termsrv.dll': {
        version: client,
        size: 1_186_816,
        modified: '2026-10-08T00:00:00Z'
      }
    },
    events: {
      'Microsoft-Windows-TerminalServices-RDPClient/Operational': [],
      'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational': [],
      'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational': [],
      'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational': [],
      System: []
    },
    certificates: {
      'LocalMachine\\Remote Desktop': [
        {
          thumbprint,
          subject: `CN=${computer}`,
          issuer: `CN=${computer}`,
          names: [],
          notBefore: '2026-09-01T08:00:00Z',
          notAfter: '2027-03-03T08:00:00Z',
          key: { algorithm: 'RSA', bits: 2048 },
          signature: 'sha256RSA',
          hasPrivateKey: true
        }
      ],
      'LocalMachine\\My': []
    },
    sockets: ['0.0.0.0', '::'].map((address) => ({
      protocol: 'tcp',
      address,
      port: 3389,
      state: 'listen',
      processId: 1180,
      process: 'svchost.exe',
      services: ['TermService']
    })),
    sessions: [
      { id: 0, name: 'services', user: null, state: 'disconnected', idleSeconds: 0, connectedFrom: null },
      {
        id: 1,
        name: 'console',
        user: `${computer}\\anna`,
        state: 'active',
        idleSeconds: 0,
        connectedFrom: null
      },
      { id: 65_536, name: 'rdp-tcp', user: null, state: 'listen', idleSeconds: 0, connectedFrom: null }
    ],
    adapters: [
      {
        id: '{11111111-2222-3333-4444-555555555555}',
        name: 'Ethernet',
        description: 'Intel(R) Ethernet Connection I219-LM',
        kind: 'ethernet',
        up: true,
        mac: '02-00-00-00-00-07',
        addresses: ['192.0.2.10/24'],
        gateways: ['192.0.2.1'],
        classKey: '0001',
        power: { mayTurnOff: false, wakeOnMagicPacket: true, wakeOnPattern: true }
      }
    ],
    networks: [
      {
        id: '{aaaaaaaa-2222-3333-4444-555555555555}',
        name: 'Office',
        category: 'private',
        adapter: '{11111111-2222-3333-4444-555555555555}'
      }
    ],
    firewall: {
      currentProfiles: ['private'],
      profiles: Object.fromEntries(
        ['domain', 'private', 'public'].map((profile) => [
          profile,
          { enabled: true, defaultInbound: 'block', blockAllInbound: false, localRulesApply: true }
        ])
      ),
      rules: [
        remoteDesktopRule('RemoteDesktop-UserMode-In-TCP', 'tcp', has8),
        ...(has8 ? [remoteDesktopRule('RemoteDesktop-UserMode-In-UDP', 'udp', has8), appRule()] : [])
      ],
      // Servers have no Windows Security that would keep such a list.
      products: server ? { unavailable: 'not-supported' } : []
    },
    power: {
      scheme: '{381b4222-f694-41f0-9685-ff5bb260df2e}',
      settings: {
        '29f6c1db-86da-48c5-9fdb-f2b67b1f44da': { ac: 0, dc: 900, policyAc: null },
        '9d7815a6-7ee4-497e-8888-515a05f02364': { ac: 0, dc: 10_800, policyAc: null }
      },
      modernStandby: false
    },
    updates: has8 ? [] : ['KB2574819', 'KB2592687'],
    groups: {
      'S-1-5-32-555': [],
      'S-1-5-32-544': [{ sid: 'S-1-5-21-1111111111-2222222222-3333333333-500' }]
    },
    rights: {
      SeRemoteInteractiveLogonRight: ['S-1-5-32-544', 'S-1-5-32-555'],
      SeDenyRemoteInteractiveLogonRight: [],
      SeNetworkLogonRight: ['S-1-1-0', 'S-1-5-32-544', 'S-1-5-32-545', 'S-1-5-32-551'],
      SeDenyNetworkLogonRight: ['S-1-5-32-546']
    },
    programs: [{ name: '7-Zip 24.08 (x64)', version: '24.08', publisher: 'Igor Pavlov' }],
    credentials: [],
    rdpFiles: []
  };
}

/** One of the rules that Windows ships for Remote Desktop. */
function remoteDesktopRule(name: string, protocol: 'tcp' | 'udp', has8: boolean): Record<string, unknown> {
  return {
    name: has8 ? name : 'RemoteDesktop-In-TCP',
    group: '@FirewallAPI.dll,-28752',
    enabled: true,
    direction: 'in',
    action: 'allow',
    profiles: ['domain', 'private'],
    protocol,
    localPorts: ['3389'],
    remoteAddresses: ['*'],
    program: has8 ? '%SystemRoot%\\system32\\svchost.exe' : 'System',
    service: has8 ? 'termservice' : null,
    package: null,
    owner: null,
    bypass: false,
    source: 'local'
  };
}

/** A rule of a packaged app, as Windows makes them: neither port nor program, and for that app alone. */
function appRule(): Record<string, unknown> {
  return {
    name: '{7A1C0E5B-5D0F-4C53-9B7E-0C1D2E3F4A5B}',
    group: null,
    enabled: true,
    direction: 'in',
    action: 'allow',
    profiles: ['domain', 'private', 'public'],
    protocol: 'any',
    localPorts: ['*'],
    remoteAddresses: ['*'],
    program: null,
    service: null,
    package: 'S-1-15-2-1239072475-3687740317-1842961305-3395936705-4023953123-1525404051-2779347315',
    owner: 'S-1-5-21-1111111111-2222222222-3333333333-1001',
    bypass: false,
    source: 'local'
  };
}

/** A sound PC with something changed. */
export function changedPc(release: Release, change: (pc: DraftPc) => void): MachineImage {
  const pc = soundPc(release);
  change(pc);
  // A draft says more loosely what an image says exactly; the tests read each one through the schema.
  return JSON.parse(JSON.stringify(pc)) as MachineImage;
}

/** Sets a registry value; the key is made where it is not there. */
export function setValue(pc: DraftPc, key: string, name: string, data: Or<RegistryData>): void {
  const listed = pc.registry[key];
  const held = listed && !('unavailable' in listed) ? listed : { values: {} };
  held.values[name] = data;
  pc.registry[key] = held;
}

/** Takes a registry value away. */
export function removeValue(pc: DraftPc, key: string, name: string): void {
  const listed = pc.registry[key];
  if (!listed || 'unavailable' in listed) return;
  listed.values = Object.fromEntries(Object.entries(listed.values).filter(([one]) => one !== name));
}
