import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineImage, RegistryData } from '../../shared/model/machine-image';
import type { PlaceOf } from '../../shared/model/place';
import type { PlaceWriter } from './native/place-writer';
import { adapterPowerWriter, netClass } from './write-adapter-power';
import { WriteFailed } from './writing';

const adapter = '{11111111-2222-3333-4444-555555555555}';
const mayTurnOff: PlaceOf<'adapter-power'> = { kind: 'adapter-power', adapter, flag: 'mayTurnOff' };
const wake: PlaceOf<'adapter-power'> = { kind: 'adapter-power', adapter, flag: 'wakeOnMagicPacket' };
const key = `${netClass}\\0007`;

type Values = Map<string, RegistryData>;

/** The driver's key of one adapter, beside that of another. */
function pc(given: Readonly<Record<string, RegistryData>> = {}): {
  readonly writer: PlaceWriter<'adapter-power'>;
  readonly values: Values;
} {
  const values: Values = new Map(Object.entries(given));
  const at = (one: string): Values =>
    one === key
      ? new Map([...values, ['NetCfgInstanceId', ['REG_SZ', adapter.toUpperCase()]]])
      : new Map([['NetCfgInstanceId', ['REG_SZ', '{99999999-2222-3333-4444-555555555555}']]]);
  const raw = (data: RegistryData | undefined): unknown => {
    if (data === undefined) return null;
    if (data[0] !== 'REG_DWORD') return { type: 1, data: Buffer.from(String(data[1])).toString('hex') };
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(data[1]);
    return { type: 4, data: bytes.toString('hex') };
  };
  const registry: PlaceWriter<'registry-value'> = {
    capture: ({ value }) =>
      // Of text, what it was stands beside the bytes, for this registry to give back.
      Promise.resolve({ value: raw(values.get(value)), was: values.get(value) ?? null }),
    write: ({ value }, data) => {
      if (data === null) values.delete(value);
      else values.set(value, data);
      return Promise.resolve();
    },
    restore: ({ value }, capture) => {
      const { was } = capture as { was: RegistryData | null };
      if (was === null) values.delete(value);
      else values.set(value, was);
      return Promise.resolve();
    }
  };
  const machine = {
    read: (readings: readonly { readonly kind: string }[]): Promise<MachineImage> =>
      Promise.resolve({
        schema: 'reconnect.machine/1',
        registry: {
          [netClass]: { values: {}, subkeys: ['0000', '0007', 'Properties'] },
          ...Object.fromEntries(
            readings
              .filter(({ kind }) => kind === 'registry-value')
              .map((one) => (one as unknown as { key: string }).key)
              .map((one) => [one, { values: Object.fromEntries(at(one)) }])
          )
        }
      })
  };
  return { writer: adapterPowerWriter({ machine, registry }), values };
}

const number = (values: Values): unknown => values.get('PnPCapabilities')?.[1];

describe('an adapter that Windows may not turn off', () => {
  it.each([
    [undefined, 0x18],
    [0, 0x18],
    [0x100, 0x118],
    [0x118, 0x118]
  ])('has, after %j, Microsoft’s number with what else was said', async (was, then) => {
    const { writer, values } = pc(was === undefined ? {} : { PnPCapabilities: ['REG_DWORD', was] });
    const capture = JSON.parse(JSON.stringify(await writer.capture(mayTurnOff))) as unknown;
    await writer.write(mayTurnOff, false);
    expect(number(values)).toBe(then);
    await writer.restore(mayTurnOff, capture);
    expect(number(values)).toBe(was);
  });

  it('may be again', async () => {
    const { writer, values } = pc({ PnPCapabilities: ['REG_DWORD', 0x118] });
    await writer.write(mayTurnOff, true);
    expect(number(values)).toBe(0x100);
  });
});

describe('an adapter that wakes the PC', () => {
  it.each<[Readonly<Record<string, RegistryData>>, Readonly<Record<string, RegistryData>>]>([
    [{ '*WakeOnMagicPacket': ['REG_SZ', '0'] }, { '*WakeOnMagicPacket': ['REG_SZ', '1'] }],
    [{ PnPCapabilities: ['REG_DWORD', 0x110] }, { PnPCapabilities: ['REG_DWORD', 0x100] }],
    [
      { PnPCapabilities: ['REG_DWORD', 0x110], '*WakeOnMagicPacket': ['REG_SZ', '0'] },
      { PnPCapabilities: ['REG_DWORD', 0x100], '*WakeOnMagicPacket': ['REG_SZ', '1'] }
    ],
    // Nothing says no, and yet it does not: the driver's default is what is left.
    [{}, { '*WakeOnMagicPacket': ['REG_SZ', '1'] }]
  ])('after %j has %j, and is given back', async (before, after) => {
    const { writer, values } = pc(before);
    const capture = await writer.capture(wake);
    await writer.write(wake, true);
    expect(Object.fromEntries(values)).toEqual(after);
    await writer.restore(wake, capture);
    expect(Object.fromEntries(values)).toEqual(before);
  });
});

it('gives back exactly what was there, whatever it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.nat(0xffff_ffff), { nil: undefined }),
      fc.option(fc.constantFrom('0', '1', '2', ''), { nil: undefined }),
      fc.constantFrom(mayTurnOff, wake),
      fc.boolean(),
      async (flags, word, place, to) => {
        const before: Record<string, RegistryData> = {
          ...(flags === undefined ? {} : { PnPCapabilities: ['REG_DWORD', flags] }),
          ...(word === undefined ? {} : { '*WakeOnMagicPacket': ['REG_SZ', word] })
        };
        const { writer, values } = pc(before);
        const capture = await writer.capture(place);
        await writer.write(place, to);
        await writer.restore(place, capture);
        expect(Object.fromEntries(values)).toEqual(before);
      }
    )
  );
});

it('leaves the flags of another change that still stands', async () => {
  const { writer, values } = pc({ PnPCapabilities: ['REG_DWORD', 0x10] });
  const first = await writer.capture(wake);
  await writer.write(wake, true);
  values.set('PnPCapabilities', ['REG_DWORD', 0x100]);
  await writer.restore(wake, first);
  expect(number(values)).toBe(0x110);
});

it('is not there where no driver has a key for it, and forged captures change nothing', async () => {
  const { writer, values } = pc({ PnPCapabilities: ['REG_DWORD', 0] });
  const other = { ...mayTurnOff, adapter: '{00000000-2222-3333-4444-555555555555}' };
  await expect(writer.capture(other)).rejects.toEqual(new WriteFailed('not-there'));
  await expect(writer.write(other, false)).rejects.toEqual(new WriteFailed('not-there'));
  const capture = (await writer.capture(mayTurnOff)) as object;
  const foreign = new WriteFailed('not what was captured there');
  for (const forged of [null, {}, { ...capture, flag: 'wakeOnMagicPacket' }, { ...capture, values: [] }])
    await expect(writer.restore(mayTurnOff, forged)).rejects.toEqual(foreign);
  await expect(writer.restore(other, capture)).rejects.toEqual(foreign);
  await expect(
    writer.restore(mayTurnOff, { ...capture, key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\X' })
  ).rejects.toEqual(new WriteFailed('not-there'));
  await expect(writer.write(mayTurnOff, null)).rejects.toEqual(new WriteFailed('not-supported'));
  expect(number(values)).toBe(0);
});
