import { nativeReaders } from '../../main/machine/native';
import { placeOfValue } from '../../main/machine/programs/power';
import { answerAt, asNumber } from '../../main/machine/registry-answer';
import { netClass } from '../../main/machine/write-adapter-power';
import {
  isUnavailable,
  type AdapterEntry,
  type MachineImage,
  type RegistryData
} from '../../shared/model/machine-image';

// Power settings and the power management of adapters are kept in the registry, which is real in the lane. Where they are to
// be changed for real, it is seeded with what a recording says of adapters, and what is written there counts more than the
// recording, as it does on Windows.

const never = new AbortController().signal;

/** The key of an adapter's driver: the number that is recorded, or one that nobody else has. */
const keyOf = ({ classKey }: AdapterEntry, at: number): string =>
  `${netClass}\\${typeof classKey === 'string' ? classKey : 9000 + at}`;

const adaptersOf = ({ adapters }: MachineImage): readonly AdapterEntry[] =>
  Array.isArray(adapters) ? (adapters as unknown[]).filter(isAdapter) : [];
const isAdapter = (entry: unknown): entry is AdapterEntry =>
  typeof entry === 'object' && entry !== null && 'id' in entry;

/** A recording with what its adapters say of power in the keys of their drivers; what is listed there already stays. */
export function withDriverKeys(image: MachineImage): MachineImage {
  const keys = adaptersOf(image).map((adapter, at) => {
    const { mayTurnOff, wakeOnMagicPacket } = powerOf(adapter);
    const values: Record<string, RegistryData> = { NetCfgInstanceId: ['REG_SZ', adapter.id] };
    if (mayTurnOff === false) values['PnPCapabilities'] = ['REG_DWORD', 0x18];
    if (typeof wakeOnMagicPacket === 'boolean')
      values['*WakeOnMagicPacket'] = ['REG_SZ', wakeOnMagicPacket ? '1' : '0'];
    return [keyOf(adapter, at), { values }] as const;
  });
  if (keys.length === 0 || isUnavailable(image.registry)) return image;
  return { ...image, registry: { ...Object.fromEntries(keys), ...image.registry } };
}

/** @param image in which a recording answered for power and adapters */
export async function withStoredPower(image: MachineImage): Promise<MachineImage> {
  return { ...image, ...(await storedSettings(image)), ...(await storedFlags(image)) };
}

async function storedSettings({ power }: MachineImage): Promise<Pick<MachineImage, 'power'>> {
  if (power == null || isUnavailable(power)) return {};
  const { scheme, settings } = power;
  if (typeof scheme !== 'string' || settings == null || isUnavailable(settings)) return {};
  const entries = Object.entries(settings).map(async ([setting, entry]) => {
    if (entry == null || isUnavailable(entry)) return [setting, entry] as const;
    const { key, value } = placeOfValue(
      scheme.toLowerCase().replace(/[{}]/g, ''),
      setting.replace(/[{}]/g, '')
    );
    const stored = asNumber(await dataAt(key, value));
    return [setting, typeof stored === 'number' ? { ...entry, ac: stored } : entry] as const;
  });
  return { power: { ...power, settings: Object.fromEntries(await Promise.all(entries)) } };
}

/** As the reading half of the script takes them: Get-ReconnectStoredPower. */
async function storedFlags(image: MachineImage): Promise<Pick<MachineImage, 'adapters'>> {
  const { adapters } = image;
  if (!Array.isArray(adapters)) return {};
  const all = adaptersOf(image);
  const changed = (adapters as unknown[]).map(async (entry) => {
    if (!isAdapter(entry) || isUnavailable(entry.power) || entry.power == null) return entry;
    const key = keyOf(entry, all.indexOf(entry));
    const id = await dataAt(key, 'NetCfgInstanceId');
    if (id === null || isUnavailable(id) || id[1] !== entry.id) return entry;
    const flags = asNumber(await dataAt(key, 'PnPCapabilities'));
    const word = await dataAt(key, '*WakeOnMagicPacket');
    const isOff = (flag: number): boolean => typeof flags === 'number' && (flags & flag) !== 0;
    const power: Record<string, unknown> = { ...entry.power };
    if (typeof power['mayTurnOff'] === 'boolean') power['mayTurnOff'] = !isOff(8);
    if (typeof power['wakeOnMagicPacket'] === 'boolean') {
      const said = word === null || isUnavailable(word) ? power['wakeOnMagicPacket'] : word[1] === '1';
      power['wakeOnMagicPacket'] = said && !isOff(16);
    }
    return { ...entry, power };
  });
  return { adapters: (await Promise.all(changed)) as NonNullable<MachineImage['adapters']> };
}

const powerOf = ({ power }: AdapterEntry): { mayTurnOff?: unknown; wakeOnMagicPacket?: unknown } =>
  power == null || isUnavailable(power) ? {} : power;

const dataAt = async (key: string, value: string): Promise<ReturnType<typeof answerAt>> =>
  answerAt(await nativeReaders['registry-value']([{ kind: 'registry-value', key, value }], never), [
    key,
    value
  ]);
