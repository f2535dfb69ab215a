import { z } from 'zod';
import { isUnavailable, type RegistryData } from '../../shared/model/machine-image';
import type { PlaceOf } from '../../shared/model/place';
import type { Reading } from '../../shared/model/reading';
import type { Machine } from './machine';
import { noneOfThisPlace, notSupported, type PlaceWriter } from './native/place-writer';
import { answerAt, member } from './registry-answer';
import { notWritten, WriteFailed, type Capture } from './writing';

// What Windows keeps of an adapter's power management stands in its driver's key. It is written there and not through WMI,
// which restarts the adapter: that would cut the very connection through which the person may be working. It counts from the
// next start of Windows on.
// https://learn.microsoft.com/troubleshoot/windows-client/networking/power-management-on-network-adapter
// https://learn.microsoft.com/windows-hardware/drivers/network/standardized-inf-keywords-for-power-management

/** https://learn.microsoft.com/windows-hardware/drivers/install/system-defined-device-setup-classes-available-to-vendors */
export const netClass =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}';
/** Flags that switch something off; without the value nothing is off. */
const capabilities = 'PnPCapabilities';
/** `1` or `0`, where the driver knows it. */
const magicPacket = '*WakeOnMagicPacket';

type AdapterPlace = PlaceOf<'adapter-power'>;

/** What each setting of an adapter is made of. */
const parts = {
  // Microsoft's own number, 24: one that is never turned off does not wake the PC either.
  mayTurnOff: { off: 0x18, values: [capabilities] },
  wakeOnMagicPacket: { off: 0x10, values: [capabilities, magicPacket] }
} as const satisfies Record<
  AdapterPlace['flag'],
  { readonly off: number; readonly values: readonly string[] }
>;

const schema = z.strictObject({
  kind: z.literal('adapter-power'),
  adapter: z.string(),
  flag: z.enum(['mayTurnOff', 'wakeOnMagicPacket']),
  key: z.string(),
  /** Captures of values of that key, in the order of `parts`. */
  values: z.array(z.unknown()).max(2)
});

export interface AdapterPowerOptions {
  readonly machine: Pick<Machine, 'read'>;
  readonly registry: PlaceWriter<'registry-value'>;
}

const never = new AbortController().signal;

/** Whether Windows may turn an adapter off, and whether a magic packet wakes the PC through it. */
export function adapterPowerWriter({ machine, registry }: AdapterPowerOptions): PlaceWriter<'adapter-power'> {
  const dataAt = async (key: string, value: string): Promise<RegistryData | null> => {
    const said = answerAt(await machine.read([{ kind: 'registry-value', key, value }], never), [key, value]);
    if (isUnavailable(said)) throw notWritten(said);
    return said;
  };
  const flagsAt = async (key: string): Promise<number> => numberIn(await dataAt(key, capabilities));
  const setFlags = (key: string, flags: number): Promise<void> =>
    registry.write(valueOf(key, capabilities), ['REG_DWORD', flags >>> 0]);

  return {
    capture: async (place) => {
      const key = await keyOf(machine, place);
      const values: Capture[] = [];
      for (const value of parts[place.flag].values) values.push(await registry.capture(valueOf(key, value)));
      const { adapter, flag } = place;
      return { kind: 'adapter-power', adapter, flag, key, values } satisfies z.infer<typeof schema>;
    },
    write: async (place, state) => {
      const key = await keyOf(machine, place);
      const isOn = state ?? notSupported();
      const flags = await flagsAt(key);
      const { off } = parts[place.flag];
      const wanted = isOn ? flags & ~off : flags | off;
      if (wanted >>> 0 !== flags) await setFlags(key, wanted);
      if (place.flag !== 'wakeOnMagicPacket') return;
      const word = await dataAt(key, magicPacket);
      const wish = isOn ? '1' : '0';
      // Where the driver's own word is not stored, its default holds, which the flag may have overruled.
      const isSaid = word === null ? !isOn || (flags & off) !== 0 : word[1] === wish;
      if (!isSaid) await registry.write(valueOf(key, magicPacket), ['REG_SZ', wish]);
    },
    restore: async (place, capture) => {
      const { data } = schema.safeParse(capture);
      const { off, values } = parts[place.flag];
      if (!data || data.flag !== place.flag || !isSameGuid(data.adapter, place.adapter)) noneOfThisPlace();
      if (data.values.length !== values.length) noneOfThisPlace();
      const key = await keyOf(machine, place);
      // Another driver has been put in since: its values are its own.
      if (key.toLowerCase() !== data.key.toLowerCase()) throw new WriteFailed('not-there');
      const [flags, word] = data.values;
      const was = capturedNumber(flags);
      const now = await flagsAt(key);
      // The other flags of the same number may have been changed since, by another fix that still stands.
      const wanted = ((now & ~off) | (was & off)) >>> 0;
      if (wanted === was) await registry.restore(valueOf(key, capabilities), flags);
      else await setFlags(key, wanted);
      if (word !== undefined) await registry.restore(valueOf(key, magicPacket), word);
    }
  };
}

const valueOf = (key: string, value: string): PlaceOf<'registry-value'> => ({
  kind: 'registry-value',
  key,
  value,
  type: value === capabilities ? 'REG_DWORD' : 'REG_SZ'
});

/** What is no number switches nothing off. */
const numberIn = (data: RegistryData | null): number => (data?.[0] === 'REG_DWORD' ? data[1] : 0);

const rawNumber = z.object({
  value: z.object({ type: z.literal(4), data: z.string().regex(/^[0-9a-f]{8}$/) })
});
const capturedNumber = (capture: Capture): number => {
  const { data } = rawNumber.safeParse(capture);
  return data ? Buffer.from(data.value.data, 'hex').readUInt32LE(0) : 0;
};

/** @throws WriteFailed where this PC has no driver's key for it */
async function keyOf(machine: AdapterPowerOptions['machine'], { adapter }: AdapterPlace): Promise<string> {
  const { registry } = await machine.read([{ kind: 'registry-key', key: netClass, depth: 0 }], never);
  if (isUnavailable(registry)) throw notWritten(registry);
  const entry = member(registry, netClass);
  if (isUnavailable(entry)) throw notWritten(entry);
  const numbers = (entry?.subkeys ?? []).filter((name) => /^\d{4}$/.test(name));
  const keys = numbers.map((name) => `${netClass}\\${name}`);
  const ids = keys.map((key): Reading => ({ kind: 'registry-value', key, value: 'NetCfgInstanceId' }));
  const image = await machine.read(ids, never);
  const found = keys.filter((key) => {
    const id = answerAt(image, [key, 'NetCfgInstanceId']);
    return id !== null && !isUnavailable(id) && typeof id[1] === 'string' && isSameGuid(id[1], adapter);
  });
  const [key] = found;
  if (key === undefined || found.length > 1) throw new WriteFailed('not-there');
  return key;
}

const isSameGuid = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (guid: string): string => guid.toLowerCase().replace(/^\{|\}$/g, '');
