import type { FindingId } from '../../shared/model/finding-id';
import type { MachineImage, RegistryData } from '../../shared/model/machine-image';
import {
  changedPc,
  rdpTcp,
  schannel,
  setValue,
  terminalServer,
  terminalServicesPolicy,
  type DraftPc,
  type Release
} from '../demo/machines/sound-pc';
import type { Params } from './define-fix';

/** A PC on which a fix has something to do. */
export interface FixCase {
  readonly fix: string;
  readonly params?: Params;
  readonly name: string;
  readonly image: MachineImage;
  /** The findings that are gone afterwards. None: a fix that is made to find something out. */
  readonly cures: readonly FindingId[];
  /** The PC as the one that connects, or as the one that is connected to. */
  readonly role: 'client' | 'host';
}

export const adapter = '{11111111-2222-3333-4444-555555555555}';
export const network = '{aaaaaaaa-2222-3333-4444-555555555555}';
export const standbyIdle = '29f6c1db-86da-48c5-9fdb-f2b67b1f44da';
export const hibernateIdle = '9d7815a6-7ee4-497e-8888-515a05f02364';
export const credssp =
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters';
const winlogon = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';
const sessionPower = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power';
const servers = 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers';
const dword = (value: number): RegistryData => ['REG_DWORD', value];

const pc = (change: (pc: DraftPc) => void, release: Release = 'windows-11'): MachineImage =>
  changedPc(release, change);
const value = (key: string, name: string, data: RegistryData, release?: Release): MachineImage =>
  pc((one) => setValue(one, key, name, data), release);

type Rule = Record<string, unknown>;
export const rulesOf = (one: DraftPc): Rule[] => one.firewall.rules as Rule[];
export const shipped = (one: DraftPc): Rule[] =>
  rulesOf(one).filter(({ name }) => String(name).startsWith('RemoteDesktop-'));

const host = (
  fix: string,
  name: string,
  image: MachineImage,
  cures: readonly FindingId[],
  params?: Params
): FixCase => ({ fix, name, image, cures, role: 'host', ...(params ? { params } : {}) });
const client = (...args: Parameters<typeof host>): FixCase => ({ ...host(...args), role: 'client' });

/** At least one PC for each fix that consists of settings. */
export const fixCases: readonly FixCase[] = [
  host('remote-desktop-on', 'off', value(terminalServer, 'fDenyTSConnections', dword(1)), [
    'remote-desktop-off'
  ]),
  host(
    'remote-desktop-on',
    'on by policy, off on the PC',
    pc((one) => {
      setValue(one, terminalServer, 'fDenyTSConnections', dword(1));
      setValue(one, terminalServicesPolicy, 'fDenyTSConnections', dword(0));
    }),
    ['remote-desktop-setting-conflict']
  ),
  host('listener-on', 'off', value(rdpTcp, 'fEnableWinStation', dword(0)), ['listener-disabled']),
  host(
    'listener-limits-reset',
    'both limits',
    pc((one) => {
      setValue(one, rdpTcp, 'MaxInstanceCount', dword(0));
      setValue(one, rdpTcp, 'LanAdapter', dword(2));
    }),
    ['listener-connection-limit', 'listener-bound-to-one-adapter']
  ),
  host(
    'logons-on',
    'a server in every way',
    pc((one) => {
      setValue(one, terminalServer, 'TSServerDrainMode', dword(2));
      setValue(one, terminalServer, 'TSEnabled', dword(0));
      setValue(one, rdpTcp, 'fLogonDisabled', dword(1));
      setValue(one, winlogon, 'WinStationsDisabled', ['REG_SZ', '1']);
    }, 'server-2022'),
    ['logons-disabled']
  ),
  host('port-default', 'moved', value(rdpTcp, 'PortNumber', dword(3390)), ['port-changed']),
  host(
    'service-enable',
    'disabled',
    pc((one) => {
      one.services['TermService'] = {
        state: 'stopped',
        startType: 'disabled',
        delayedStart: false,
        processId: null
      };
    }),
    ['service-disabled'],
    { service: 'TermService' }
  ),
  host(
    'service-enable',
    'stopped',
    pc((one) => {
      one.services['TermService'] = { state: 'stopped', startType: 'automatic', delayedStart: true };
    }),
    ['service-stopped'],
    { service: 'TermService' }
  ),
  host(
    'keep-alive-on',
    'off',
    pc(() => undefined),
    ['keep-alive-off']
  ),
  host(
    'keep-alive-on',
    'off, below a key that is listed as not there',
    pc((one) => {
      one.registry[terminalServicesPolicy] = null;
    }),
    ['keep-alive-off']
  ),
  host(
    'nla-off',
    'on',
    pc(() => undefined),
    []
  ),
  host('nla-on', 'off', value(rdpTcp, 'UserAuthentication', dword(0)), ['nla-off']),
  host('security-layer-negotiate', 'RDP', value(rdpTcp, 'SecurityLayer', dword(0)), ['security-layer-rdp']),
  host('security-layer-tls', 'RDP', value(rdpTcp, 'SecurityLayer', dword(0)), ['security-layer-rdp']),
  host(
    'security-layer-rdp',
    'TLS',
    pc(() => undefined),
    []
  ),
  host('encryption-level-high', 'low', value(rdpTcp, 'MinEncryptionLevel', dword(1)), [
    'encryption-level-low',
    'encryption-conflict'
  ]),
  host('negotiation-on', 'off', value(rdpTcp, 'fAllowSecProtocolNegotiation', dword(0)), ['negotiation-off']),
  host(
    'certificate-self-signed',
    'the chosen one is in no store',
    value(rdpTcp, 'SSLCertificateSHA1Hash', ['REG_BINARY', 'AB'.repeat(20)]),
    ['listener-certificate-missing']
  ),
  host('credssp-mitigated', 'vulnerable', value(credssp, 'AllowEncryptionOracle', dword(2)), [
    'credssp-downgraded'
  ]),
  client(
    'credssp-bridge',
    'not set',
    pc(() => undefined),
    []
  ),
  ...(['client', 'host'] as const).flatMap((role): FixCase[] => {
    const key = (version: string): string =>
      `${schannel}\\TLS ${version}\\${role === 'client' ? 'Client' : 'Server'}`;
    return [
      {
        ...host('tls12-on', 'off', value(key('1.2'), 'Enabled', dword(0)), ['tls12-off'], { role }),
        role
      },
      {
        ...host(
          'old-tls-on',
          'not set',
          pc(() => undefined),
          [],
          { role, version: '1.0' }
        ),
        role
      },
      {
        ...host('old-tls-on', 'off', value(key('1.1'), 'Enabled', dword(0)), [], { role, version: '1.1' }),
        role
      },
      {
        ...host(
          'udp-off',
          'not set',
          pc(() => undefined),
          [],
          { role }
        ),
        role
      }
    ];
  }),
  host(
    'firewall-allow',
    'the rules are off',
    pc((one) => shipped(one).forEach((rule) => (rule['enabled'] = false))),
    ['firewall-rule-off']
  ),
  host(
    'firewall-allow',
    'Windows 7',
    pc((one) => shipped(one).forEach((rule) => (rule['enabled'] = false)), 'windows-7'),
    ['firewall-rule-off']
  ),
  host(
    'firewall-allow',
    'on, for another kind of network',
    pc((one) => {
      shipped(one).forEach((rule) => (rule['profiles'] = ['domain']));
    }),
    ['firewall-rule-wrong-profile']
  ),
  host(
    'firewall-allow',
    'turned into a block',
    pc((one) => shipped(one).forEach((rule) => (rule['action'] = 'block'))),
    ['firewall-block-rule']
  ),
  host('firewall-port-rule', 'moved', value(rdpTcp, 'PortNumber', dword(3390)), [
    'firewall-no-rule-for-port'
  ]),
  host(
    'firewall-port-rule',
    'the rules are gone',
    pc((one) => {
      one.firewall.rules = [];
    }),
    ['firewall-rule-off']
  ),
  host(
    'network-private',
    'public',
    pc((one) => {
      (one.networks as Rule[]).forEach((each) => (each['category'] = 'public'));
    }),
    ['network-public'],
    { network }
  ),
  host(
    'sleep-never',
    'half an hour',
    pc((one) => {
      one.power.settings[standbyIdle] = { ac: 1800, dc: 900, policyAc: null };
    }),
    ['sleeps-on-ac']
  ),
  host(
    'hibernate-never',
    'three hours',
    pc((one) => {
      one.power.settings[hibernateIdle] = { ac: 10_800, dc: 10_800, policyAc: null };
    }),
    ['hibernates-on-ac']
  ),
  host(
    'adapter-stay-on',
    'may be turned off',
    pc((one) => {
      (one.adapters as Rule[]).forEach(
        (each) => (each['power'] = { mayTurnOff: true, wakeOnMagicPacket: true })
      );
    }),
    ['adapter-may-turn-off'],
    { adapter }
  ),
  host(
    'wake-on-lan-on',
    'off',
    pc((one) => {
      (one.adapters as Rule[]).forEach(
        (each) => (each['power'] = { mayTurnOff: true, wakeOnMagicPacket: false })
      );
    }),
    ['wake-on-lan-off'],
    { adapter: adapter.slice(1, -1).toUpperCase() }
  ),
  host('fast-startup-off', 'on', value(sessionPower, 'HiberbootEnabled', dword(1)), ['fast-startup-on']),
  host(
    'user-allow',
    'not a member',
    pc(() => undefined),
    [],
    { user: 'anna' }
  ),
  client(
    'certificate-pin-clear',
    'remembered',
    pc((one) => {
      setValue(one, `${servers}\\PC9`, 'UsernameHint', ['REG_SZ', 'PC9\\anna']);
      setValue(one, `${servers}\\PC9`, 'CertHash', ['REG_BINARY', 'cd'.repeat(32)]);
    }),
    [],
    { host: 'pc9' }
  ),
  client(
    'credential-remove',
    'two of one host between others',
    pc((one) => {
      one.credentials = [
        { target: 'TERMSRV/other', type: 'domain-password', user: 'OTHER\\anna' },
        {
          target: 'TERMSRV/pc9',
          type: 'domain-password',
          user: 'PC9\\anna',
          persistence: 'local',
          extra: [1]
        },
        { target: 'git:https://example.test', type: 'generic', user: 'anna' },
        { target: 'TERMSRV/PC9.example.test', type: 'generic', user: 'PC9\\anna' },
        { target: 'TERMSRV/pc9', type: 'generic', user: null },
        { target: 'TERMSRV/*.example.test', type: 'domain-password', user: 'EXAMPLE\\anna' }
      ];
    }),
    [],
    { host: 'pc9' }
  )
];
