import { isUnavailable, type PowerSection, type Present } from '../../../shared/model/machine-image';
import type { PlaceOf } from '../../../shared/model/place';
import { unavailable, type Fragment, type Reader } from '../fragment';
import { asNumber, asText, readPlaces, type Answer, type Place } from '../registry-answer';
import type { RunProgram } from './run';

/** https://learn.microsoft.com/windows/win32/power/power-setting-guids and powercfg /aliases */
export const sleepGroup = '238c9fa8-0aad-41ed-83f4-97be242c8f20';
/** Seconds of idleness until sleep (STANDBYIDLE) and until hibernation (HIBERNATEIDLE); 0 is never. */
const settings = ['29f6c1db-86da-48c5-9fdb-f2b67b1f44da', '9d7815a6-7ee4-497e-8888-515a05f02364'] as const;

const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Power';
const schemes = `${control}\\User\\PowerSchemes`;
/** https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-power */
const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Power\\PowerSettings';

/** Where a scheme keeps a value of its own on mains; absent where a default is in force. */
export const placeOfValue = (scheme: string, setting: string): PlaceOf<'registry-value'> => ({
  kind: 'registry-value',
  key: `${schemes}\\${scheme}\\${sleepGroup}\\${setting}`,
  value: 'ACSettingIndex',
  type: 'REG_DWORD'
});

const guid = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;

/** Whether the PC has Modern Standby (S0 low power idle); `GetPwrCapabilities` says so in `AoAc`. */
export type ModernStandby = () => Answer<boolean> | Promise<Answer<boolean>>;

/**
 * The power section from the registry: the active scheme's own value, else what the setting says for that scheme where
 * nobody changed it. A scheme for which neither holds a value leaves it unavailable, and `powercfg` answers.
 * https://learn.microsoft.com/windows/win32/api/powersetting/nf-powersetting-powerreadacvalueindex
 *
 * @param modernStandby the native way, which is documented for it:
 *   https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-system_power_capabilities
 */
export async function powerFromRegistry(
  registry: Reader<'registry-value'>,
  modernStandby: ModernStandby | null,
  signal: AbortSignal
): Promise<Fragment> {
  const first = await readPlaces(
    registry,
    {
      local: [schemes, 'ActivePowerScheme'],
      policy: [policies, 'ActivePowerScheme'],
      connectedStandby: [control, 'CsEnabled']
    },
    signal
  );
  const scheme = activeScheme(asText(first.policy), asText(first.local));
  const entries = settings.map(async (setting): Promise<[string, Setting]> => [
    setting,
    await readSetting(registry, scheme, setting, signal)
  ]);
  return {
    power: {
      scheme: typeof scheme === 'string' ? `{${scheme}}` : scheme,
      settings: Object.fromEntries(await Promise.all(entries)),
      modernStandby: modernStandby
        ? await modernStandby()
        : connectedStandby(asNumber(first.connectedStandby))
    }
  };
}

function activeScheme(policy: Answer<string>, local: Answer<string>): Answer<string> {
  if (isUnavailable(policy)) return policy;
  const named = policy ?? local;
  if (typeof named !== 'string') return named;
  return guid.exec(named)?.[1]?.toLowerCase() ?? unavailable('failed', 'the active scheme is no GUID');
}

/** Windows 8 to 10 1909 say so in the registry too; later ones do not, and absence there proves nothing. */
function connectedStandby(enabled: Answer<number>): Answer<boolean> {
  if (typeof enabled === 'number') return enabled !== 0;
  return enabled ?? unavailable('not-supported', 'known only to GetPwrCapabilities');
}

type Setting = Present<PowerSection['settings']>[string];

async function readSetting(
  registry: Reader<'registry-value'>,
  scheme: Answer<string>,
  setting: string,
  signal: AbortSignal
): Promise<Setting> {
  const policy: Place = [`${policies}\\${setting}`, 'ACSettingIndex'];
  if (typeof scheme !== 'string') {
    const { policyAc } = await readPlaces(registry, { policyAc: policy }, signal);
    const unknown = scheme ?? unavailable('failed', 'no scheme is active');
    return { ac: unknown, dc: unknown, policyAc: asNumber(policyAc) };
  }
  const own = placeOfValue(scheme, setting).key;
  const shipped = `${control}\\PowerSettings\\${sleepGroup}\\${setting}\\DefaultPowerSchemeValues\\${scheme}`;
  const read = await readPlaces(
    registry,
    {
      ac: [own, 'ACSettingIndex'],
      dc: [own, 'DCSettingIndex'],
      shippedAc: [shipped, 'ACSettingIndex'],
      shippedDc: [shipped, 'DCSettingIndex'],
      policyAc: policy
    },
    signal
  );
  return {
    ac: firstKnown(asNumber(read.ac), asNumber(read.shippedAc)),
    dc: firstKnown(asNumber(read.dc), asNumber(read.shippedDc)),
    policyAc: asNumber(read.policyAc)
  };
}

const firstKnown = (own: Answer<number>, shipped: Answer<number>): Answer<number> =>
  own ?? shipped ?? unavailable('not-supported', 'the scheme has no value of its own');

const deadlineMs = 10_000;
const outputLimit = 1024 * 1024;

/**
 * The power section as `powercfg /query` gives it for the active scheme: GUIDs and numbers, in an order that is the same in
 * every language. What it says beside them is not read. It knows neither policies nor Modern Standby by a number.
 * https://learn.microsoft.com/windows-hardware/design/device-experiences/powercfg-command-line-options
 */
export async function powerFromPowercfg(run: RunProgram, signal: AbortSignal): Promise<Fragment> {
  const ended = await run(
    {
      program: 'powercfg.exe',
      args: ['/query', 'SCHEME_CURRENT', sleepGroup],
      encoding: 'oem',
      deadlineMs,
      outputLimit
    },
    signal
  );
  if (isUnavailable(ended)) return { power: ended };
  if (ended.status !== 0) return { power: unavailable('failed', `powercfg ended with ${ended.status}`) };
  return { power: parsePowercfg(ended.stdout) ?? unavailable('failed', 'powercfg named no scheme') };
}

/**
 * The scheme is the first GUID. A setting begins with its own and ends before the next one; of its numbers the last two are
 * the AC and the DC index, before them stand its limits.
 */
export function parsePowercfg(text: string): PowerSection | null {
  const guids = [...text.matchAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi)];
  const scheme = guids[0]?.[0].toLowerCase();
  if (scheme === undefined) return null;
  const read = settings.map((setting) => {
    const at = guids.findIndex(([found]) => found.toLowerCase() === setting);
    const [ac, dc] =
      at === -1 ? [] : indexes(text.slice(guids[at]?.index, guids[at + 1]?.index ?? text.length));
    const absent = unavailable('not-supported', 'powercfg does not show the setting');
    return [setting, { ac: ac ?? absent, dc: dc ?? absent }] as const;
  });
  return { scheme: `{${scheme}}`, settings: Object.fromEntries(read) };
}

function indexes(block: string): number[] {
  const numbers = [...block.matchAll(/\b0x([0-9a-f]{8})\b/gi)].map(([, digits = '']) => parseInt(digits, 16));
  return numbers.length >= 2 ? numbers.slice(-2) : [];
}
