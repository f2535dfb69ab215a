import { describe, expect, it } from 'vitest';
import { ownRuleName } from '../../../shared/model/place';
import { script } from './script';

// The patterns of the script over output as Windows prints it, in several languages. The script itself is not run here.

/** The pattern of the script's one `-match` that holds `part`. */
function pattern(part: string): RegExp {
  const found = [...script.matchAll(/-match '((?:[^']|'')*)'/g)]
    .map(([, source = '']) => source.replace(/''/g, "'"))
    .filter((source) => source.includes(part));
  expect(found).toHaveLength(1);
  return new RegExp(found[0] ?? '', 'i');
}

describe('rows of quser', () => {
  const row = pattern('[> ](');
  const read = (line: string): unknown[] | undefined => row.exec(line)?.slice(1);

  it.each([
    [
      '>administrator         rdp-tcp#0           2  Active          .  7/9/2021 9:12 AM',
      ['administrator', 'rdp-tcp#0', '2', 'Active          .  7/9/2021 9:12 AM']
    ],
    [
      ' bob                                       3  Disc         1:05  7/9/2021 8:00 AM',
      ['bob', undefined, '3', 'Disc         1:05  7/9/2021 8:00 AM']
    ],
    [
      ' anna schmidt          console             1  Aktiv      Kein   09.07.2021 08:00',
      ['anna schmidt', 'console', '1', 'Aktiv      Kein   09.07.2021 08:00']
    ],
    [
      ' 4711                                     12  Getr.    2+03:04  09.07.2021 08:00',
      ['4711', undefined, '12', 'Getr.    2+03:04  09.07.2021 08:00']
    ]
  ])('%s', (line, expected) => {
    expect(read(line)).toEqual(expected);
    // State, idle time, time of the logon.
    expect(String(expected[3]).split(/\s{2,}/)).toHaveLength(3);
  });

  it.each([
    ' USERNAME              SESSIONNAME        ID  STATE   IDLE TIME  LOGON TIME',
    ' BENUTZERNAME          SITZUNGSNAME       ID  STATUS  LEERLAUF   ANMELDEZEIT',
    ''
  ])('are not its headings: %s', (line) => {
    expect(read(line)).toBeUndefined();
  });

  it.each([
    ['5', [undefined, undefined, '5']],
    ['1:05', [undefined, '1', '05']],
    ['2+03:04', ['2', '03', '04']],
    ['.', undefined],
    ['Kein', undefined]
  ])('have an idle time %s', (text, expected) => {
    expect(pattern('\\+)?(\\d+):').exec(text)?.slice(1)).toEqual(expected);
  });
});

describe('rows of netstat', () => {
  const tcp = pattern('TCP\\s');
  const udp = pattern('UDP');

  it.each([
    [
      '  TCP    0.0.0.0:3389           0.0.0.0:0              LISTENING       1180',
      '0.0.0.0',
      '3389',
      '1180'
    ],
    ['  TCP    [::]:3389              [::]:0                 ABHÖREN         1180', '[::]', '3389', '1180'],
    ['  TCP    [fe80::1%5]:139        [::]:0                 EN ÉCOUTE       4', '[fe80::1%5]', '139', '4']
  ])('that listen: %s', (line, ...expected) => {
    expect(tcp.exec(line)?.slice(1)).toEqual(expected);
  });

  it('that do not', () => {
    expect(tcp.test('  TCP    10.0.0.2:3389          10.0.0.9:50112         ESTABLISHED     1180')).toBe(
      false
    );
    expect(tcp.test('  Proto  Local Address          Foreign Address        State           PID')).toBe(
      false
    );
  });

  it('of UDP', () => {
    const line = '  UDP    [::]:3389              *:*                                    1180';
    expect(udp.exec(line)?.slice(1)).toEqual(['[::]', '3389', '1180']);
  });
});

describe('errors of quser', () => {
  const denied = /-match '(\\\[5\\\])'/.exec(script)?.[1] ?? '';
  const numbered = pattern('\\[(\\d+)\\]');

  it.each([
    ['Error 0x00000005 enumerating sessionnames\r\nError [5]:Access is denied.\r\n', true, '5'],
    [
      'Error 0x000006BA enumerating sessionnames\r\nError [1722]:The RPC server is unavailable.\r\n',
      false,
      '1722'
    ],
    ['No User exists for *\r\n', false, undefined]
  ])('%j', (said, isDenied, number) => {
    expect(new RegExp(denied).test(said)).toBe(isDenied);
    expect(numbered.exec(said)?.[1]).toBe(number);
  });
});

describe('rules of the firewall as the registry holds them', () => {
  const isRule = new RegExp(/-notmatch '(\^v[^']+)'/.exec(script)?.[1] ?? '');
  const isPort = pattern('^LPort');
  const isAddress = pattern('^R(A4');
  /** Fields that the script reads by their name. */
  const read = new Set([...script.matchAll(/\$one\['(\w+)'\]/g)].map(([, name]) => name));

  /** Names, descriptions and what a rule for a service's own port has no use for. */
  const ofNoConcern = ['Name', 'Desc', 'Platform', 'Platform2', 'Edge'];

  it.each([
    [
      'v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|App=%SystemRoot%\\system32\\svchost.exe|Svc=termservice|Name=@FirewallAPI.dll,-28775|Desc=@FirewallAPI.dll,-28756|EmbedCtxt=@FirewallAPI.dll,-28752|',
      ['3389'],
      []
    ],
    [
      'v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort2_10=1-67|LPort2_10=69-65535|App=%SystemRoot%\\System32\\svchost.exe|Name=svchost tcp|',
      ['1-67', '69-65535'],
      []
    ],
    [
      'v2.10|Action=Allow|Active=FALSE|Dir=In|Protocol=6|Profile=Domain|Profile=Private|LPort=RPC|RA4=LocalSubnet|RA6=LocalSubnet|App=System|Name=a=b|',
      ['RPC'],
      ['LocalSubnet', 'LocalSubnet']
    ],
    [
      'v2.31|Action=Block|Active=TRUE|Dir=Out|RA42=IntErnet|RA62=IntErnet|App=%SystemRoot%\\system32\\svchost.exe|Svc=DiagTrack|Name=x|EmbedCtxt=DiagTrack|',
      [],
      ['IntErnet', 'IntErnet']
    ],
    [
      'v2.26|Action=Allow|Active=TRUE|Dir=In|Profile=Private|Name=x|LUOwn=S-1-5-21-1-2-3-1001|AppPkgId=S-1-15-2-1-2-3|EmbedCtxt=x|Platform=2:6:2|Platform2=GTEQ|',
      [],
      []
    ],
    // An app of Windows 11 24H2: without its family it would let in everybody to every port.
    [
      'v2.33|Action=Allow|Active=TRUE|Dir=In|Name=Xbox|Desc=Xbox|PFN=Microsoft.GamingApp_8wekyb3d8bbwe|Edge=TRUE|',
      [],
      []
    ]
  ])('%s', (text, ports, addresses) => {
    expect(isRule.test(text)).toBe(true);
    const fields = text
      .split('|')
      .slice(1, -1)
      .map((part) => part.split(/=(.*)/s) as [string, string]);
    expect(fields.filter(([name]) => isPort.test(name)).map(([, value]) => value)).toEqual(ports);
    expect(fields.filter(([name]) => isAddress.test(name)).map(([, value]) => value)).toEqual(addresses);
    const unread = fields
      .map(([name]) => name)
      .filter((name) => name !== 'Profile' && !isPort.test(name) && !isAddress.test(name))
      .filter((name) => !read.has(name) && !ofNoConcern.includes(name));
    expect(unread).toEqual([]);
  });

  it('go by a GUID where COM made them, and by their own name where they are ours', () => {
    const isGuid = pattern('[0-9a-f-]{36}');
    const isOurs = pattern('^Reconnect-RDP-TCP-');
    expect(isGuid.test('{0B3C1A5E-61F0-4C63-9D2E-6B9C2E9E3A11}')).toBe(true);
    expect(isGuid.test('RemoteDesktop-UserMode-In-TCP')).toBe(false);
    expect(isOurs.test(ownRuleName(3390))).toBe(true);
    expect(isOurs.test(`My ${ownRuleName(3390)}`)).toBe(false);
  });

  it('are no other values of that key', () => {
    expect(['', 'Action=Allow|', '@FirewallAPI.dll,-28752'].some((text) => isRule.test(text))).toBe(false);
  });
});

describe('rows of powercfg', () => {
  const s0 = pattern('S0');

  it.each([
    ['    Standby (S0 Low Power Idle) Network Connected', 4],
    ['    Standby (S0 Niedriger Energiestand im Leerlauf) Netzwerk verbunden', 4],
    ['    スタンバイ (S0 低電力アイドル) ネットワークに接続済み', 4]
  ])('name S0: %s', (line, indent) => {
    expect(s0.exec(line)?.[1]).toHaveLength(indent);
  });

  it.each([
    '        This standby state is disabled when S0 low power idle is supported.',
    '    Standby (S3)',
    'The following sleep states are available on this system:'
  ])('do not: %s', (line) => {
    expect(s0.test(line)).toBe(false);
  });
});

describe('times of events', () => {
  it.each([
    ['2026-11-20T09:58:12.345678900Z', ['2026-11-20', '09:58:12', '345678900']],
    ['2009-07-14T04:41:29.000000000Z', ['2009-07-14', '04:41:29', '000000000']],
    ['2026-11-20 09:58:12Z', ['2026-11-20', '09:58:12', undefined]]
  ])('%s', (text, expected) => {
    expect(pattern('(\\S{10})[T ]').exec(text)?.slice(1)).toEqual(expected);
  });
});

describe('strings of JSON', () => {
  it('are escaped by a pattern that tells the Kelvin sign from a k', () => {
    const source = /-cnotmatch '([^']+)'/.exec(script)?.[1] ?? '';
    const outside = new RegExp(source);
    expect([..."k[]~ !#'"].some((char) => outside.test(char))).toBe(false);
    expect([...'"\\\u0000\n\u007f\u212a\u2019'].every((char) => outside.test(char))).toBe(true);
  });
});
