import { describe, expect, it } from 'vitest';
import { machineImageSchema, type MachineImage } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { unavailable, type Fragment } from './fragment';
import type { ReadProgress } from './machine';
import { sound } from './sound';
import { thisPc, type Ways } from './this-pc';
import { way, wayOfOne, type Readers, type Way } from './way';

const never = new AbortController().signal;
const nothing = way({});
const service = (name: string): Reading => ({ kind: 'service', name });
const section = (section: Extract<Reading, { kind: 'section' }>['section']): Reading => ({
  kind: 'section',
  section
});
const value = (key: string, value: string): Reading => ({ kind: 'registry-value', key, value });
const events: Reading = { kind: 'events', channel: 'System', ids: [1], providers: [], newest: 1 };

const services: Readers = {
  service: (readings) =>
    Promise.resolve({
      services: Object.fromEntries(
        readings.map(({ name }) => [name, name === 'none' ? null : { state: 'running' }])
      )
    })
};
/** A script that answers everything in the same way; what it was asked is kept. */
function script(answer: Fragment): { way: Way; asked: Reading[][] } {
  const asked: Reading[][] = [];
  return {
    asked,
    way: wayOfOne((readings) => {
      asked.push([...readings]);
      return Promise.resolve(answer);
    })
  };
}
const read = (ways: Partial<Ways>, readings: Reading[], ...rest: [AbortSignal?]): Promise<MachineImage> =>
  thisPc({ native: nothing, programs: nothing, script: nothing, ...ways }).read(readings, rest[0] ?? never);

describe('this PC', () => {
  it('says who took the image, when, and that what is not listed was not read', async () => {
    const image = await read({}, []);
    expect(machineImageSchema.safeParse(image).success).toBe(true);
    expect(image).toMatchObject({
      schema: 'reconnect.machine/1',
      closed: false,
      clock: { utc: image.takenAt }
    });
    expect(image.takenBy).toMatch(/^app \d+\.\d+\.\d+/);
    expect(Math.abs(Date.now() - Date.parse(image.takenAt ?? ''))).toBeLessThan(10_000);
  });

  it('reads with the first way that knows a thing, absence included', async () => {
    const last = script({ services: { TermService: { state: 'wrong' }, none: { state: 'wrong' } } });
    const image = await read({ native: way(services), script: last.way }, [
      service('TermService'),
      service('none')
    ]);
    expect(image.services).toEqual({ TermService: { state: 'running' }, none: null });
    expect(last.asked).toEqual([]);
  });

  it('asks each reading of one way at once, and the script once for all', async () => {
    const last = script({ updates: ['KB1'], networks: [], groups: { a: [] } });
    const calls: number[] = [];
    const native = way({
      service: (readings, signal) => {
        calls.push(readings.length);
        return services.service?.(readings, signal) ?? Promise.resolve({});
      }
    });
    const rest: Reading[] = [section('updates'), section('networks'), { kind: 'group', sid: 'a' }];
    await read({ native, script: last.way }, [service('a'), ...rest, service('b')]);
    expect(calls).toEqual([2]);
    expect(last.asked).toEqual([rest]);
  });

  it('shows what it has before PowerShell is started', async () => {
    const order: string[] = [];
    const ways: Ways = {
      native: way(services),
      programs: nothing,
      script: wayOfOne(() => {
        order.push('script');
        return Promise.resolve({ updates: [] });
      })
    };
    await thisPc(ways).read([service('a'), section('updates')], never, undefined, (image) => {
      order.push(Object.keys(image.services ?? {}).join());
    });
    expect(order.slice(0, 2)).toEqual(['a', 'script']);
  });

  it('runs the programs beside the script, and counts', async () => {
    let release: () => void = () => undefined;
    const scriptRuns = new Promise<void>((resolve) => (release = resolve));
    const progress: ReadProgress[] = [];
    const ways: Ways = {
      native: nothing,
      programs: way({ events: () => scriptRuns.then(() => ({ events: { System: [] } })) }),
      script: wayOfOne(
        () => {
          release();
          return Promise.resolve({ updates: [] });
        },
        (reading) => reading.kind === 'section'
      )
    };
    await thisPc(ways).read([events, section('updates')], never, (now) => progress.push(now));
    expect(progress.map(({ done }) => done)).toEqual([1, 2, 2]);
    expect(progress.every(({ of }) => of === 2)).toBe(true);
  });

  it('asks the next way where one cannot, but not where access was denied', async () => {
    const last = script({ events: { System: [] } });
    const right: Reading = { kind: 'right', name: 'SeDebugPrivilege' };
    const programs = way({
      events: () => Promise.resolve({ events: { System: unavailable('not-supported') } }),
      right: () => Promise.resolve({ rights: { SeDebugPrivilege: unavailable('access-denied') } })
    });
    const image = await read({ programs, script: last.way }, [events, right]);
    expect(image).toMatchObject({
      events: { System: [] },
      rights: { SeDebugPrivilege: { unavailable: 'access-denied' } }
    });
    expect(last.asked).toEqual([[events]]);
  });

  it('fills a gap in a section from the next way, and keeps what the better one said', async () => {
    const gap = unavailable('not-supported');
    const image = await read(
      {
        native: way({
          sections: {
            power: () =>
              Promise.resolve({
                power: { scheme: '{a}', settings: { s: { ac: gap, dc: 1, policyAc: null } } }
              })
          }
        }),
        programs: way({
          sections: {
            power: () => Promise.resolve({ power: { scheme: '{b}', settings: { s: { ac: 5, dc: 2 } } } })
          }
        })
      },
      [section('power')]
    );
    expect(image.power).toEqual({ scheme: '{a}', settings: { s: { ac: 5, dc: 1, policyAc: null } } });
  });

  it('takes a list of accounts from the next way where the better one knows not all of them', async () => {
    const right = (name: string): Reading => ({ kind: 'right', name });
    const gap = ['S-1-5-32-544', unavailable('failed')];
    const programs = way({ right: () => Promise.resolve({ rights: { a: gap, b: gap, c: ['S-1-1-0'] } }) });
    const last = script({ rights: { a: ['S-1-5-32-544', 'S-1-5-21-1'], b: unavailable('blocked'), c: [] } });
    const image = await read({ programs, script: last.way }, [right('a'), right('b'), right('c')]);
    expect(image.rights).toEqual({ a: ['S-1-5-32-544', 'S-1-5-21-1'], b: gap, c: ['S-1-1-0'] });
    expect(last.asked).toEqual([[right('a'), right('b')]]);
  });

  it('lets each reading fail alone', async () => {
    const native = way({
      ...services,
      file: () => Promise.reject(new Error('broken')),
      certificates: () => {
        throw new Error('broken at once');
      }
    });
    const image = await read({ native }, [
      service('a'),
      { kind: 'file', path: 'f' },
      { kind: 'certificates', store: 'c' },
      section('updates')
    ]);
    expect(image).toMatchObject({
      services: { a: { state: 'running' } },
      files: { f: { unavailable: 'failed', detail: 'broken' } },
      certificates: { c: { unavailable: 'failed', detail: 'broken at once' } },
      updates: { unavailable: 'not-read' }
    });
  });

  it('answers at once when it is stopped, with what was not reached as not read', async () => {
    const stop = new AbortController();
    const native = way({ ...services, file: () => new Promise(() => undefined) });
    const last = script({ updates: [] });
    setTimeout(() => stop.abort(), 50);
    const readings: Reading[] = [
      service('a'),
      { kind: 'file', path: 'f' },
      value('HKLM\\K', 'v'),
      section('updates')
    ];
    const image = await read({ native, script: last.way }, readings, stop.signal);
    expect(image).toMatchObject({
      services: { a: { state: 'running' } },
      files: { f: { unavailable: 'not-read' } },
      registry: { 'HKLM\\K': { values: { v: { unavailable: 'not-read' } }, partial: true } },
      updates: { unavailable: 'not-read' }
    });
    expect(last.asked).toEqual([]);
  });

  it('writes a name in one spelling, however often it is asked for', async () => {
    const seen: Reading[] = [];
    const native = way({
      'registry-value': (readings) => {
        seen.push(...readings);
        const values = Object.fromEntries(readings.map((one) => [one.value, null]));
        return Promise.resolve({ registry: { [readings[0]?.key ?? '']: { values, partial: true } } });
      }
    });
    const image = await read({ native }, [
      value('HKLM\\K', 'a'),
      value('hklm\\k', 'A'),
      value('HKLM\\k', 'b')
    ]);
    expect(seen).toEqual([value('HKLM\\K', 'a'), value('HKLM\\K', 'b')]);
    expect(Object.keys(image.registry ?? {})).toEqual(['HKLM\\K']);
  });
});

describe('what a way gives in a wrong form', () => {
  it('is replaced, entry by entry, so that the image can be read again', () => {
    const wrong = {
      services: { good: { state: 'running' }, bad: { state: 5 } },
      sockets: [{ protocol: 'tcp', address: '::', port: 3389 }, { port: 'x' }],
      power: { scheme: 5, modernStandby: true },
      updates: 'KB1'
    } as unknown as Fragment;
    const repaired = sound(wrong);
    expect(repaired).toMatchObject({
      services: { good: { state: 'running' }, bad: { unavailable: 'failed' } },
      sockets: [{ port: 3389 }, { unavailable: 'failed' }],
      power: { scheme: { unavailable: 'failed' }, modernStandby: true },
      updates: { unavailable: 'failed' }
    });
    expect(machineImageSchema.safeParse({ schema: 'reconnect.machine/1', ...repaired }).success).toBe(true);
  });
});
