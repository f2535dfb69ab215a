import { describe, expect, it } from 'vitest';
import type { MachineImage, PowerSection } from '../../../shared/model/machine-image';
import type { PlaceOf } from '../../../shared/model/place';
import { unavailable } from '../fragment';
import type { PlaceWriter } from '../native/place-writer';
import { WriteFailed } from '../writing';
import { placeOfValue, sleepGroup } from './power';
import type { ProgramCall, RunProgram } from './run';
import { inheritPowerKeys, powerWriter } from './write-power';

const scheme = '381b4222-f694-41f0-9685-ff5bb260df2e';
const standby = '29f6c1db-86da-48c5-9fdb-f2b67b1f44da';
const hibernate = '9d7815a6-7ee4-497e-8888-515a05f02364';
const place: PlaceOf<'power-value'> = { kind: 'power-value', setting: standby };

const absent = { kind: 'registry-value', value: null, absentKeys: [placeOfValue(scheme, standby).key] };
const stored = { kind: 'registry-value', value: { type: 4, data: '08070000' }, absentKeys: [] };

/** A PC whose parts note what they are asked. */
function pc({
  capture = absent,
  status = 0,
  power = {
    scheme: `{${scheme.toUpperCase()}}`,
    settings: { [standby]: { ac: 1800, dc: 900, policyAc: null } }
  },
  restore = () => Promise.resolve()
}: {
  readonly capture?: unknown;
  readonly status?: number | ReturnType<typeof unavailable>;
  readonly power?: MachineImage['power'];
  readonly restore?: () => Promise<void>;
} = {}): { readonly writer: PlaceWriter<'power-value'>; readonly done: string[] } {
  const done: string[] = [];
  const run: RunProgram = (call: ProgramCall) => {
    done.push([call.program, ...call.args].join(' '));
    return Promise.resolve(typeof status === 'number' ? { status, stdout: '', stderr: '' } : status);
  };
  const registry: PlaceWriter<'registry-value'> = {
    capture: (at) => {
      done.push(`capture ${at.key}`);
      return Promise.resolve(capture);
    },
    write: () => Promise.reject(new Error('powercfg writes')),
    restore: (at, held) => {
      done.push(`restore ${at.key} ${JSON.stringify(held)}`);
      return restore();
    }
  };
  const image: MachineImage = { schema: 'reconnect.machine/1', ...(power === undefined ? {} : { power }) };
  return { writer: powerWriter({ machine: { read: () => Promise.resolve(image) }, run, registry }), done };
}

const inForce = 'powercfg.exe /setactive SCHEME_CURRENT';
const value = placeOfValue(scheme, standby).key;

describe('a power value', () => {
  it('is written to the scheme in use, which is then put in force', async () => {
    const { writer, done } = pc();
    await writer.write({ ...place, setting: `{${standby.toUpperCase()}}` }, 0);
    expect(done).toEqual([
      `powercfg.exe /setacvalueindex SCHEME_CURRENT ${sleepGroup} ${standby} 0`,
      inForce
    ]);
  });

  it('that was a default is one again: the scheme holds none of its own', async () => {
    const { writer, done } = pc();
    const capture = JSON.parse(JSON.stringify(await writer.capture(place))) as unknown;
    expect(capture).toEqual({ kind: 'power-value', setting: standby, scheme, ac: 1800, stored: absent });
    await writer.restore(place, capture);
    expect(done).toEqual([`capture ${value}`, `restore ${value} ${JSON.stringify(absent)}`, inForce]);
  });

  it("that was the scheme's own is given back to the second, to that scheme", async () => {
    const { writer, done } = pc({ capture: stored });
    const capture = await writer.capture(place);
    await writer.restore(place, capture);
    expect(done.slice(1)).toEqual([
      `powercfg.exe /setacvalueindex ${scheme} ${sleepGroup} ${standby} 1800`,
      inForce
    ]);
  });

  it('that was a default is given its seconds where the registry does not let it go', async () => {
    const { writer, done } = pc({ restore: () => Promise.reject(new WriteFailed('error 5')) });
    await writer.restore(place, await writer.capture(place));
    expect(done.at(-2)).toBe(`powercfg.exe /setacvalueindex ${scheme} ${sleepGroup} ${standby} 1800`);
  });

  it.each([
    [1, 'failed: powercfg ended with 1'],
    [unavailable('blocked', 'powercfg.exe: EACCES'), 'blocked: powercfg.exe: EACCES'],
    [unavailable('timeout'), 'timeout']
  ] as const)('is not written where powercfg says %j', async (status, detail) => {
    const { writer, done } = pc({ status });
    await expect(writer.write(place, 0)).rejects.toEqual(new WriteFailed(detail));
    // What was not taken is not put in force.
    expect(done).toHaveLength(1);
  });

  it.each<[PowerSection | ReturnType<typeof unavailable> | undefined, string]>([
    [unavailable('access-denied', 'error 5'), 'access-denied: error 5'],
    [{ scheme: unavailable('failed'), settings: {} }, 'failed'],
    [{ scheme, settings: { [standby]: { ac: unavailable('not-supported') } } }, 'not-supported'],
    [{ scheme, settings: {} }, 'not-there'],
    [{ scheme: 'balanced', settings: { [standby]: { ac: 1 } } }, 'not-there'],
    [undefined, 'not-there']
  ])('is not captured where it is not known: %j', async (power, detail) => {
    const { writer, done } = power === undefined ? pc({ power: null }) : pc({ power });
    await expect(writer.capture(place)).rejects.toEqual(new WriteFailed(detail));
    expect(done).toEqual([]);
  });

  it.each(['SUB_SLEEP', '..\\..\\Run', '', `${standby}\\x`])(
    'is named by a GUID alone, never %j',
    async (setting) => {
      const { writer, done } = pc();
      const refused = new WriteFailed('not-supported');
      await expect(writer.write({ kind: 'power-value', setting }, 0)).rejects.toEqual(refused);
      await expect(writer.capture({ kind: 'power-value', setting })).rejects.toEqual(refused);
      expect(done).toEqual([]);
    }
  );

  it('is given back from its own capture alone', async () => {
    const { writer, done } = pc();
    const capture = (await writer.capture(place)) as object;
    done.length = 0;
    for (const forged of [
      null,
      {},
      { ...capture, setting: hibernate },
      { ...capture, scheme: 'SCHEME_MIN' },
      { ...capture, ac: -1 },
      { ...capture, more: 1 }
    ])
      await expect(writer.restore(place, forged)).rejects.toEqual(
        new WriteFailed('not what was captured there')
      );
    expect(done).toEqual([]);
  });

  it('takes the keys along that an earlier change made above it', async () => {
    const group = value.slice(0, value.lastIndexOf('\\'));
    const made = { ...absent, absentKeys: [value, group] };
    const first = { place, capture: await pc({ capture: made }).writer.capture(place) };
    const other: PlaceOf<'power-value'> = { kind: 'power-value', setting: hibernate };
    const power = { scheme, settings: { [hibernate]: { ac: 60 } } };
    const own = { kind: 'registry-value', value: null, absentKeys: [placeOfValue(scheme, hibernate).key] };
    const second = await pc({ capture: own, power }).writer.capture(other);
    expect(inheritPowerKeys(other, second, [first])).toMatchObject({
      stored: { absentKeys: [placeOfValue(scheme, hibernate).key, group] }
    });
  });
});
