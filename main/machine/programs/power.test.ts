import { describe, expect, it } from 'vitest';
import type { PowerSection, RegistryData, Unavailable } from '../../../shared/model/machine-image';
import type { Fragment, Reader } from '../fragment';
import { parsePowercfg, powerFromPowercfg, powerFromRegistry, type ModernStandby } from './power';
import type { ProgramCall } from './run';

const balanced = '381b4222-f694-41f0-9685-ff5bb260df2e';
const standby = '29f6c1db-86da-48c5-9fdb-f2b67b1f44da';
const hibernate = '9d7815a6-7ee4-497e-8888-515a05f02364';
const sleep = '238c9fa8-0aad-41ed-83f4-97be242c8f20';
const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Power';
const schemes = `${control}\\User\\PowerSchemes`;
const own = (setting: string): string => `${schemes}\\${balanced}\\${sleep}\\${setting}`;
const shipped = (setting: string): string =>
  `${control}\\PowerSettings\\${sleep}\\${setting}\\DefaultPowerSchemeValues\\${balanced}`;
const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Power\\PowerSettings';

type Values = Readonly<Record<string, Readonly<Record<string, RegistryData | Unavailable>>>>;
/** A registry that has these values and no others. */
const registry =
  (values: Values): Reader<'registry-value'> =>
  (readings) => {
    const answer: NonNullable<Fragment['registry']> = {};
    for (const { key, value } of readings) {
      const before = (answer as Record<string, { values: Record<string, unknown> }>)[key]?.values ?? {};
      Object.assign(answer, {
        [key]: { values: { ...before, [value]: values[key]?.[value] ?? null }, partial: true }
      });
    }
    return Promise.resolve({ registry: answer });
  };
const active: Values = { [schemes]: { ActivePowerScheme: ['REG_SZ', balanced] } };
const power = async (values: Values, modern: ModernStandby | null = null): Promise<PowerSection> =>
  (await powerFromRegistry(registry(values), modern, new AbortController().signal)).power as PowerSection;

describe('power from the registry', () => {
  it('takes the value of the active scheme before what Windows ships with', async () => {
    const section = await power({
      ...active,
      [own(standby)]: { ACSettingIndex: ['REG_DWORD', 0] },
      [shipped(standby)]: { ACSettingIndex: ['REG_DWORD', 1800], DCSettingIndex: ['REG_DWORD', 900] }
    });
    expect(section.scheme).toBe(`{${balanced}}`);
    expect(section.settings).toMatchObject({ [standby]: { ac: 0, dc: 900, policyAc: null } });
  });

  it('does not guess what a scheme says that has no value', async () => {
    expect((await power(active)).settings).toMatchObject({
      [hibernate]: { ac: { unavailable: 'not-supported' }, dc: { unavailable: 'not-supported' } }
    });
  });

  it('gives the value of the policy beside it', async () => {
    const section = await power({
      ...active,
      [own(standby)]: { ACSettingIndex: ['REG_DWORD', 0] },
      [`${policy}\\${standby}`]: { ACSettingIndex: ['REG_DWORD', 600] }
    });
    expect(section.settings).toMatchObject({ [standby]: { ac: 0, policyAc: 600 } });
  });

  it('follows a scheme that policy chose', async () => {
    const other = '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c';
    const section = await power({
      ...active,
      [policy]: { ActivePowerScheme: ['REG_SZ', other.toUpperCase()] },
      [`${schemes}\\${other}\\${sleep}\\${standby}`]: { ACSettingIndex: ['REG_DWORD', 60] }
    });
    expect(section).toMatchObject({ scheme: `{${other}}`, settings: { [standby]: { ac: 60 } } });
  });

  it('keeps what could not be read apart from what is not there', async () => {
    const denied: Unavailable = { unavailable: 'access-denied' };
    const section = await power({
      ...active,
      [own(standby)]: { ACSettingIndex: denied, DCSettingIndex: ['REG_SZ', '900'] },
      [`${policy}\\${standby}`]: { ACSettingIndex: denied }
    });
    expect(section.settings).toMatchObject({
      [standby]: { ac: denied, dc: { unavailable: 'failed' }, policyAc: denied }
    });
  });

  it.each([
    ['no scheme', {}],
    ['a scheme that is no GUID', { [schemes]: { ActivePowerScheme: ['REG_SZ', '..\\..\\x'] } }],
    ['a scheme of another type', { [schemes]: { ActivePowerScheme: ['REG_DWORD', 1] } }]
  ] satisfies [string, Values][])('with %s reads policy alone', async (_name, values) => {
    const section = await power({
      ...values,
      [`${policy}\\${standby}`]: { ACSettingIndex: ['REG_DWORD', 5] }
    });
    expect(section.settings).toMatchObject({ [standby]: { ac: { unavailable: 'failed' }, policyAc: 5 } });
  });
});

describe('Modern Standby', () => {
  it('is what the system says of itself', async () => {
    expect((await power(active, () => true)).modernStandby).toBe(true);
  });

  it.each([
    [{ [control]: { CsEnabled: ['REG_DWORD', 1] } }, true],
    [{ [control]: { CsEnabled: ['REG_DWORD', 0] } }, false]
  ] satisfies [Values, boolean][])('is read from older Windows: %j', async (values, expected) => {
    expect((await power({ ...active, ...values })).modernStandby).toBe(expected);
  });

  it('is not known where the registry does not say', async () => {
    expect((await power(active)).modernStandby).toMatchObject({ unavailable: 'not-supported' });
  });
});

/** The shape of `powercfg /query`, in a language that nobody reads. */
const query = `
GUID des Energieschemas: ${balanced}  (Ausbalanciert)
  GUID der Untergruppe: ${sleep}  (Deaktivierung)
    GUID-Alias: SUB_SLEEP
    GUID der Energieeinstellung: ${standby}  (Deaktivierung nach)
      GUID-Alias: STANDBYIDLE
      M\u0094gliche Mindesteinstellung: 0x00000000
      M\u0094gliche H\u0094chsteinstellung: 0xffffffff
      M\u0094gliche Einstellungsinkremente: 0x00000001
      M\u0094gliche Einstellungseinheiten: Sekunden
    Index der aktuellen Wechselstromeinstellung: 0x00000708
    Index der aktuellen Gleichstromeinstellung: 0x00000384

    GUID der Energieeinstellung: 94ac6d29-73ce-41a6-809f-6363ba21b47e  (Hybriden Standbymodus zulassen)
      Index der m\u0094glichen Einstellung: 000
    Index der aktuellen Wechselstromeinstellung: 0x00000001
    Index der aktuellen Gleichstromeinstellung: 0x00000001
`;

describe('powercfg', () => {
  const ending = (status: number, stdout: string) => (call: ProgramCall) =>
    Promise.resolve({ status, stdout, stderr: call.program });
  const never = new AbortController().signal;

  it('is read by its GUIDs and numbers', () => {
    expect(parsePowercfg(query)).toMatchObject({
      scheme: `{${balanced}}`,
      settings: {
        [standby]: { ac: 1800, dc: 900 },
        [hibernate]: { ac: { unavailable: 'not-supported' }, dc: { unavailable: 'not-supported' } }
      }
    });
  });

  it('that says nothing, or fails, gives no value', async () => {
    expect(await powerFromPowercfg(ending(0, ''), never)).toMatchObject({ power: { unavailable: 'failed' } });
    expect(await powerFromPowercfg(ending(1, query), never)).toMatchObject({
      power: { unavailable: 'failed' }
    });
  });

  it('that is cut off within a setting does not give its limits as its value', () => {
    const cut = query.slice(0, query.indexOf('0x00000000'));
    expect(parsePowercfg(cut)?.settings).toMatchObject({
      [standby]: { ac: { unavailable: 'not-supported' } }
    });
  });
});
