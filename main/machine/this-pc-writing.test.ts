import { expect, it } from 'vitest';
import type { Place, PlaceKind } from '../../shared/model/place';
import { isAvailable } from './native';
import type { Machine } from './machine';
import { nativeWriters, type NativePlaceKind, type NativeWriters } from './native/writers';
import { unavailable } from './fragment';
import { thisPcWriting, windowsWriters } from './this-pc-writing';
import { WriteFailed } from './writing';

const places: Readonly<Record<PlaceKind, Place>> = {
  'registry-value': { kind: 'registry-value', key: 'HKCU\\Software\\X', value: 'v', type: 'REG_DWORD' },
  'service-start-type': { kind: 'service-start-type', name: 'TermService' },
  'service-state': { kind: 'service-state', name: 'TermService' },
  'firewall-rule': { kind: 'firewall-rule', name: 'RemoteDesktop-UserMode-In-TCP' },
  'firewall-own-rule': { kind: 'firewall-own-rule', port: 3389 },
  'power-value': { kind: 'power-value', setting: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da' },
  'adapter-power': { kind: 'adapter-power', adapter: 'a', flag: 'mayTurnOff' },
  'network-category': { kind: 'network-category', network: 'n' },
  'group-member': { kind: 'group-member', group: 'S-1-5-32-555', member: 'S-1-5-21-1' },
  'saved-credential': { kind: 'saved-credential', target: 'TERMSRV/pc9', type: 'generic' }
};
const isNative = (kind: string): kind is NativePlaceKind => kind in nativeWriters;

const machine: Machine = { read: () => Promise.resolve({ schema: 'reconnect.machine/1', closed: false }) };

/** Writers that note what they were asked. */
function noting(): { readonly writers: NativeWriters; readonly asked: string[] } {
  const asked: string[] = [];
  const one = (kind: string) => ({
    capture: () => Promise.resolve({ kind }),
    write: (_place: unknown, state: unknown) => {
      asked.push(`${kind} ${JSON.stringify(state)}`);
      return Promise.resolve();
    },
    restore: () => Promise.resolve()
  });
  const writers = {
    'registry-value': one('registry-value'),
    'service-start-type': one('service-start-type'),
    'service-state': one('service-state'),
    'saved-credential': one('saved-credential')
  };
  return { writers, asked };
}

it.each(Object.keys(nativeWriters))('hands %s to its own writer', async (kind) => {
  const { writers, asked } = noting();
  const pc = thisPcWriting(machine, writers);
  const place = places[kind as PlaceKind];
  expect(await pc.capture(place)).toEqual({ kind });
  await pc.write(place, null);
  await pc.restore(place, {});
  expect(asked).toEqual([`${kind} null`]);
});

it.each(Object.entries(places).filter(([kind]) => !isNative(kind)))(
  'does not write %s',
  async (_kind, place) => {
    const pc = thisPcWriting(machine);
    const refused = new WriteFailed('not-supported');
    await expect(pc.capture(place)).rejects.toEqual(refused);
    await expect(pc.write(place, null)).rejects.toEqual(refused);
    await expect(pc.restore(place, null)).rejects.toEqual(refused);
  }
);

/** A PC on which every way says no. */
const blocked = windowsWriters({
  session: { ask: () => Promise.resolve(unavailable('blocked', 'by policy')) },
  run: () => Promise.resolve(unavailable('blocked', 'by policy')),
  machine: {
    read: () => Promise.resolve({ schema: 'reconnect.machine/1', power: unavailable('blocked', 'by policy') })
  }
});

it('has a way to every kind of place', () => {
  expect(Object.keys(blocked).sort()).toEqual(Object.keys(places).sort());
});

it.each(['firewall-rule', 'firewall-own-rule', 'network-category', 'group-member', 'power-value'] as const)(
  'says of %s why it is not written, as a reading would',
  async (kind) => {
    await expect(thisPcWriting(machine, blocked).capture(places[kind])).rejects.toEqual(
      new WriteFailed('blocked: by policy')
    );
  }
);

it('writes nothing that is no place, and no state that cannot stand there', async () => {
  const { writers, asked } = noting();
  const pc = thisPcWriting(machine, writers);
  const refused = new WriteFailed('not-supported');
  const value = places['registry-value'];
  for (const place of [
    { ...value, more: 1 },
    { ...value, type: 'REG_X' },
    { ...value, key: '' },
    { kind: 'file', path: 'C:\\x' },
    { kind: 'toString' }
  ])
    await expect(pc.write(place as Place, ['REG_DWORD', 1]), JSON.stringify(place)).rejects.toEqual(refused);
  for (const state of [['REG_DWORD', -1], ['REG_DWORD', '1'], 1, {}])
    await expect(pc.write(value, state as never), JSON.stringify(state)).rejects.toEqual(refused);
  expect(asked).toEqual([]);
});

it.skipIf(isAvailable())(
  'refuses where there is no Windows, and loads nothing before it is asked',
  async () => {
    const pc = thisPcWriting(machine);
    for (const kind of Object.keys(nativeWriters))
      await expect(pc.capture(places[kind as PlaceKind]), kind).rejects.toEqual(
        new WriteFailed('not-supported')
      );
  }
);

it.each(['git:https://example.org', 'TERMSRV/', 'TERMSRV/*', 'XTERMSRV/pc9'])(
  'takes no saved sign-in but those of Remote Desktop: %s',
  async (target) => {
    const pc = thisPcWriting(machine);
    const place: Place = { kind: 'saved-credential', target, type: 'generic' };
    const refused = new WriteFailed('no saved sign-in for Remote Desktop');
    await expect(pc.write(place, null)).rejects.toEqual(refused);
    await expect(pc.capture(place)).rejects.toEqual(refused);
  }
);

it('refuses captures of another place before anything is called', async () => {
  const pc = thisPcWriting(machine);
  for (const kind of Object.keys(nativeWriters))
    await expect(pc.restore(places[kind as PlaceKind], { kind: 'other' }), kind).rejects.toEqual(
      new WriteFailed('not what was captured there')
    );
});

it('reads anew each time it is asked', async () => {
  let reads = 0;
  const counting: Machine = {
    read: (...all) => {
      reads += 1;
      return machine.read(...all);
    }
  };
  const pc = thisPcWriting(counting);
  await pc.look([]);
  await pc.look([]);
  expect(reads).toBe(2);
});

it('inherits keys for values of the registry alone', () => {
  const pc = thisPcWriting(machine);
  const capture = { kind: 'registry-value', value: null, absentKeys: [] };
  const earlier = [
    {
      place: places['registry-value'],
      capture: { kind: 'registry-value', value: null, absentKeys: ['HKCU\\Software\\X'] }
    }
  ];
  expect(pc.inherit(places['registry-value'], capture, earlier)).toEqual({
    ...capture,
    absentKeys: ['HKCU\\Software\\X']
  });
  expect(pc.inherit(places['service-state'], 'as it is', earlier)).toBe('as it is');
});
