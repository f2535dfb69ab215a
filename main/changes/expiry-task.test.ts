import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { RegistryData } from '../../shared/model/machine-image';
import type { ExpiryTask } from './desk';
import { expiryTaskXml } from './expiry-task';

const place = {
  kind: 'registry-value',
  key: 'HKLM\\SOFTWARE\\A & B',
  value: 'V',
  type: 'REG_DWORD'
} as const;
const task: ExpiryTask = {
  changeId: 'nla-off-1',
  expiresAt: '2026-03-29T00:45:00.500Z',
  seconds: 1800,
  endsAtRestart: true,
  returns: [{ place, to: ['REG_DWORD', 1], capture: null }]
};

interface Read {
  readonly Task: {
    readonly Triggers: Record<string, Record<string, unknown>>;
    readonly Principals: { readonly Principal: Record<string, unknown> };
    readonly Settings: Record<string, unknown>;
    readonly Actions: { readonly Exec: readonly { readonly Command: string; readonly Arguments: string }[] };
  };
}
const read = (one: Partial<ExpiryTask> = {}): Read['Task'] =>
  (new XMLParser({ parseTagValue: false }).parse(expiryTaskXml({ ...task, ...one })) as Read).Task;
const argumentsFor = (to: RegistryData | null): string | undefined =>
  read({ returns: [{ place, to, capture: null }] }).Actions.Exec[0]?.Arguments;

test('runs as SYSTEM, by the clock in UTC, at every start of Windows, and after so much time whatever the clock says', () => {
  const { Triggers, Principals, Settings } = read();
  expect(Principals.Principal).toEqual({ UserId: 'S-1-5-18', RunLevel: 'HighestAvailable' });
  expect(Triggers).toEqual({
    TimeTrigger: { StartBoundary: '2026-03-29T00:45:00Z', Enabled: 'true' },
    BootTrigger: { Enabled: 'true' },
    RegistrationTrigger: { Enabled: 'true', Delay: 'PT1800S' }
  });
  expect(Settings).toMatchObject({
    StartWhenAvailable: 'true',
    DisallowStartIfOnBatteries: 'false',
    StopIfGoingOnBatteries: 'false',
    RunOnlyIfIdle: 'false',
    RunOnlyIfNetworkAvailable: 'false',
    MultipleInstancesPolicy: 'IgnoreNew'
  });
});

test('leaves a restart alone before its time where it is the restart that brings the change about, and counts on from there', () => {
  expect(read({ endsAtRestart: false }).Triggers).toEqual({
    TimeTrigger: { StartBoundary: '2026-03-29T00:45:00Z', Enabled: 'true' },
    // The first is over at once where its time has passed; the second ends it too where the clock was set back before.
    BootTrigger: [
      { StartBoundary: '2026-03-29T00:45:00Z', Enabled: 'true' },
      { Enabled: 'true', Delay: 'PT1800S' }
    ],
    RegistrationTrigger: { Enabled: 'true', Delay: 'PT1800S' }
  });
});

test('gives back by reg.exe of the PC in the 64-bit view, and then deletes itself', () => {
  expect(read().Actions.Exec).toEqual([
    {
      Command: '%SystemRoot%\\System32\\reg.exe',
      Arguments: 'add "HKLM\\SOFTWARE\\A & B" /v "V" /t REG_DWORD /d 1 /f /reg:64'
    },
    {
      Command: '%SystemRoot%\\System32\\schtasks.exe',
      Arguments: '/delete /tn "\\Reconnect\\nla-off-1" /f'
    }
  ]);
});

describe('what was there', () => {
  test('is taken away again where it was nothing, and its key is not', () => {
    expect(argumentsFor(null)).toBe('delete "HKLM\\SOFTWARE\\A & B" /v "V" /f /reg:64');
  });
  test.each<[RegistryData, string]>([
    [['REG_DWORD', 0xffff_ffff], 'REG_DWORD /d 4294967295'],
    [['REG_QWORD', '18446744073709551615'], 'REG_QWORD /d 18446744073709551615'],
    [['REG_BINARY', '00ff'], 'REG_BINARY /d 00ff'],
    [['REG_BINARY', ''], 'REG_BINARY'],
    [['REG_SZ', 'two words & <more>'], 'REG_SZ /d "two words & <more>"'],
    [['REG_SZ', ''], 'REG_SZ /d ""'],
    [['REG_EXPAND_SZ', 'ж C:\\x'], 'REG_EXPAND_SZ /d "ж C:\\x"'],
    [['REG_MULTI_SZ', ['a b', 'c']], 'REG_MULTI_SZ /s "|" /d "a b|c"'],
    [['REG_MULTI_SZ', ['a|b', 'c']], 'REG_MULTI_SZ /s ; /d "a|b;c"']
  ])('is %j', (data, words) => {
    expect(argumentsFor(data)).toBe(`add "HKLM\\SOFTWARE\\A & B" /v "V" /t ${words} /f /reg:64`);
  });
  test.each<RegistryData>([
    ['REG_SZ', 'a "quoted" word'],
    ['REG_SZ', '%PATH%'],
    ['REG_EXPAND_SZ', '%SystemRoot%\\x'],
    ['REG_SZ', '$(Arg0)'],
    ['REG_SZ', 'two\nlines'],
    ['REG_SZ', 'a\0b'],
    ['REG_SZ', 'C:\\'],
    ['REG_SZ', '/f'],
    ['REG_SZ', '\ud800'],
    ['REG_SZ', '\ufffe'],
    ['REG_SZ', 'x'.repeat(8000)],
    ['REG_MULTI_SZ', []],
    ['REG_MULTI_SZ', ['a', '']],
    ['REG_MULTI_SZ', ['a\\0b']],
    ['REG_MULTI_SZ', ['|;,#~']],
    ['REG_NONE', ''],
    ['REG_DWORD_BIG_ENDIAN', '00000001'],
    ['REG_LINK', '6100']
  ])('is refused as %j', (...data) => {
    expect(() => argumentsFor(data)).toThrow(expect.objectContaining({ name: 'WriteFailed' }));
  });
  test('is refused where SYSTEM would write into a registry of its own, or what is no registry', () => {
    for (const other of [
      { ...place, key: 'HKCU\\Software' },
      { kind: 'service-state', name: 'TermService' } as const
    ])
      expect(() => read({ returns: [{ place: other, to: null, capture: null }] })).toThrow(
        /no value of HKLM/
      );
  });
  test('is refused where it is more than a task can hold', () => {
    const one = { place, to: null, capture: null };
    expect(read({ returns: Array<typeof one>(31).fill(one) }).Actions.Exec).toHaveLength(32);
    expect(() => read({ returns: Array<typeof one>(32).fill(one) })).toThrow(/32 values/);
  });
});
