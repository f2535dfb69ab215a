import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapter, fixCases, hibernateIdle, network, standbyIdle } from '../../main/fixes/fixes.test-data';
import { changedPc } from '../../main/demo/machines/sound-pc';
import { placeOfValue } from '../../main/machine/programs/power';
import { netClass } from '../../main/machine/write-adapter-power';
import type { Plan } from '../../shared/model/change';
import type { MachineImage } from '../../shared/model/machine-image';
import { readingsOf } from './says';
import { exportKey, startSeeder, type Seeder } from './seed';
import { mustRun, startWorker, windows, type Worker } from './session';
import { withDriverKeys } from './stored-power';

// Changes through the app's own writers, in the Windows of the lane: the registry is real and seen by reg.exe; PowerShell and
// powercfg are labelled stand-ins over a recording.

let seeder: Seeder;
let pc: Worker;

beforeAll(async () => {
  [seeder, pc] = await Promise.all([startSeeder(), startWorker('programs/change')]);
});
afterAll(() => Promise.all([seeder.stop(), pc.stop()]));

async function begin(recording: MachineImage): Promise<void> {
  const image = withDriverKeys(recording);
  const asSeeded = await seeder.seed(image, readingsOf(image));
  await pc.ask('begin', asSeeded(image));
}

/** All that these changes could reach, as reg.exe and the recording have it. */
const everything = async (): Promise<unknown> => ({
  registry: await exportKey('HKLM\\SYSTEM\\CurrentControlSet\\Control'),
  recording: await pc.ask('standIn', null)
});

/** Those that Windows' own calls do not write; the others are in native.test.ts. */
const byOtherWays = [
  'firewall-allow',
  'firewall-port-rule',
  'network-private',
  'user-allow',
  'sleep-never',
  'hibernate-never',
  'adapter-stay-on',
  'wake-on-lan-on'
];

it.each(fixCases.filter(({ fix }) => byOtherWays.includes(fix)))(
  '$fix ($name) is made, seen by the facts, and undone to an equal Windows',
  async ({ fix, params = {}, image }) => {
    await begin(image);
    const before = await everything();
    const plan = await pc.ask<Plan>('apply', { fix, params });
    expect(plan.applied).toBe(true);
    // A second look finds nothing left to do.
    expect(await pc.ask<Plan>('apply', { fix, params })).toMatchObject({ alreadyRight: true });
    expect(await pc.ask<Plan>('undo', plan.changeId)).toMatchObject({ applied: true });
    expect(await everything()).toEqual(before);
  }
);

/** A value as reg.exe prints it; null where there is none. */
async function stored(key: string, value: string): Promise<string | null> {
  const { stdout } = await windows('reg', 'query', key, '/v', value);
  return /REG_\w+\s+(\S+)/.exec(stdout)?.[1] ?? null;
}

describe('power', () => {
  const half = changedPc('windows-11', (one) => {
    one.power.settings[standbyIdle] = { ac: 1800, dc: 900, policyAc: null };
    one.power.settings[hibernateIdle] = { ac: 10_800, dc: 10_800, policyAc: null };
  });
  const inUse = (half.power as { scheme: string }).scheme.replace(/[{}]/g, '').toLowerCase();
  const place = placeOfValue(inUse, standbyIdle);

  it('is written to the scheme in use, and a default is a default again', async () => {
    await begin(half);
    expect(await stored(place.key, place.value)).toBeNull();
    const { changeId } = await pc.ask<Plan>('apply', { fix: 'sleep-never', params: {} });
    expect(await stored(place.key, place.value)).toBe('0x0');
    await pc.ask<Plan>('undo', changeId);
    expect(await stored(place.key, place.value)).toBeNull();
  });

  it("keeps a scheme's own value to the second", async () => {
    await begin(half);
    await mustRun('reg', 'add', place.key, '/v', place.value, '/t', 'REG_DWORD', '/d', '1234', '/f');
    const { changes, changeId } = await pc.ask<Plan>('apply', { fix: 'sleep-never', params: {} });
    expect(changes[0]).toMatchObject({ before: 1234, after: 0 });
    await pc.ask<Plan>('undo', changeId);
    expect(await stored(place.key, place.value)).toBe('0x4d2');
    await mustRun('reg', 'delete', place.key, '/f');
  });

  it('leaves no key behind that two changes made, whichever is undone first', async () => {
    for (const order of [0, 1]) {
      await begin(half);
      const before = await everything();
      const first = await pc.ask<Plan>('apply', { fix: 'sleep-never', params: {} });
      const second = await pc.ask<Plan>('apply', { fix: 'hibernate-never', params: {} });
      const ids = [first.changeId, second.changeId];
      for (const id of order === 0 ? ids : ids.reverse()) await pc.ask<Plan>('undo', id);
      expect(await everything()).toEqual(before);
    }
  });
});

describe('adapters', () => {
  const image = changedPc('windows-11', (one) => {
    for (const each of one.adapters as Record<string, unknown>[])
      each['power'] = { mayTurnOff: true, wakeOnMagicPacket: false };
  });
  const key = `${netClass}\\0001`;

  it('keep their exact number, and its absence', async () => {
    await begin(image);
    expect(await stored(key, 'PnPCapabilities')).toBeNull();
    const first = await pc.ask<Plan>('apply', { fix: 'adapter-stay-on', params: { adapter } });
    expect(await stored(key, 'PnPCapabilities')).toBe('0x18');
    await pc.ask<Plan>('undo', first.changeId);
    expect(await stored(key, 'PnPCapabilities')).toBeNull();
    await mustRun('reg', 'add', key, '/v', 'PnPCapabilities', '/t', 'REG_DWORD', '/d', '256', '/f');
    const second = await pc.ask<Plan>('apply', { fix: 'adapter-stay-on', params: { adapter } });
    expect(await stored(key, 'PnPCapabilities')).toBe('0x118');
    await pc.ask<Plan>('undo', second.changeId);
    expect(await stored(key, 'PnPCapabilities')).toBe('0x100');
  });

  it('wake the PC where that had been switched off, and keep the other flags', async () => {
    await begin(image);
    await mustRun('reg', 'add', key, '/v', 'PnPCapabilities', '/t', 'REG_DWORD', '/d', '0x110', '/f');
    const plan = await pc.ask<Plan>('apply', { fix: 'wake-on-lan-on', params: { adapter } });
    expect(await stored(key, 'PnPCapabilities')).toBe('0x100');
    expect(await stored(key, '*WakeOnMagicPacket')).toBe('1');
    await pc.ask<Plan>('undo', plan.changeId);
    expect(await stored(key, 'PnPCapabilities')).toBe('0x110');
    expect(await stored(key, '*WakeOnMagicPacket')).toBe('0');
  });

  it('are not there for the registry where no driver has a key', async () => {
    await begin(image);
    await mustRun('reg', 'delete', key, '/v', 'NetCfgInstanceId', '/f');
    await expect(pc.ask('apply', { fix: 'adapter-stay-on', params: { adapter } })).rejects.toThrow(
      /not-there/
    );
  });
});

describe('a place by itself', () => {
  const image = changedPc('windows-11', () => undefined);
  it.each([
    [
      { kind: 'firewall-rule', name: 'RemoteDesktop-UserMode-In-TCP' },
      { enabled: false, action: 'block', profiles: ['public'] },
      'firewall'
    ],
    [{ kind: 'network-category', network }, 'public', 'networks'],
    [
      { kind: 'group-member', group: 'S-1-5-32-555', member: 'S-1-5-21-1-2-3-1001' },
      { sid: 'S-1-5-21-1-2-3-1001', name: null },
      'groups'
    ]
  ] as const)('is written and given back: %j', async (place, to, section) => {
    await begin(image);
    const [before, after, back] = await pc.ask<MachineImage[]>('round', { place, to });
    expect(after?.[section]).not.toEqual(before?.[section]);
    expect(back?.[section]).toEqual(before?.[section]);
  });
});
