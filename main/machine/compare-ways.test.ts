import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { compareWays, type Comparison } from './compare-ways';
import { unavailable, type Fragment } from './fragment';
import { way, wayOfOne, type Way } from './way';

const says = (answer: Fragment, knows: (reading: Reading) => boolean = () => true): Way =>
  wayOfOne(() => Promise.resolve(answer), knows);
const compare = (reading: Reading, native: Way, script: Way): Promise<Comparison[]> =>
  compareWays({ native, programs: way({}), script }, [reading], new AbortController().signal);

const key: Reading = { kind: 'registry-key', key: 'HKLM\\K', depth: 1 };
const section = (section: Extract<Reading, { kind: 'section' }>['section']): Reading => ({
  kind: 'section',
  section
});
const events: Reading = { kind: 'events', channel: 'System', ids: [42], providers: [], newest: 5 };
const event = (record: number, data: Record<string, string> = {}): EventEntry => ({
  id: 42,
  at: '2026-11-20T09:00:00Z',
  record,
  data
});

describe('ways that are compared', () => {
  it.each<[string, Reading, Fragment, Fragment, Comparison['result']]>([
    [
      'agree on a value',
      { kind: 'registry-value', key: 'HKLM\\K', value: 'v' },
      { registry: { 'HKLM\\K': { values: { v: ['REG_DWORD', 1] }, partial: true } } },
      { registry: { 'hklm\\k': { values: { V: ['REG_DWORD', 1] } } } },
      'same'
    ],
    [
      'differ in its type',
      { kind: 'registry-value', key: 'HKLM\\K', value: 'v' },
      { registry: { 'HKLM\\K': { values: { v: ['REG_DWORD', 1] } } } },
      { registry: { 'HKLM\\K': { values: { v: ['REG_SZ', '1'] } } } },
      'differs'
    ],
    [
      'differ in the case of data',
      { kind: 'registry-value', key: 'HKLM\\K', value: 'v' },
      { registry: { 'HKLM\\K': { values: { v: ['REG_SZ', 'a'] } } } },
      { registry: { 'HKLM\\K': { values: { v: ['REG_SZ', 'A'] } } } },
      'differs'
    ],
    [
      'differ in a key below',
      key,
      { registry: { 'HKLM\\K': { subkeys: ['A'] }, 'HKLM\\K\\A': { values: { v: ['REG_DWORD', 1] } } } },
      { registry: { 'HKLM\\K': { subkeys: ['A'] }, 'HKLM\\K\\A': { values: { v: ['REG_DWORD', 2] } } } },
      'differs'
    ],
    [
      'differ on a value that only one of them lists',
      key,
      { registry: { 'HKLM\\K': { values: { v: ['REG_DWORD', 1] } } } },
      { registry: { 'HKLM\\K': { values: {} } } },
      'differs'
    ],
    [
      'agree that nothing is there',
      { kind: 'service', name: 'none' },
      { services: { none: null } },
      { services: { none: null } },
      'same'
    ],
    [
      'differ on whether something is there',
      { kind: 'service', name: 'a' },
      { services: { a: null } },
      { services: { a: { state: 'running' } } },
      'differs'
    ],
    [
      'agree on a list in any order, and on names in any case',
      section('programs'),
      { programs: [{ name: 'A' }, { name: 'B', version: '1' }] },
      { programs: [{ name: 'b', version: '1' }, { name: 'A' }] },
      'same'
    ],
    ['differ in a list', section('updates'), { updates: ['KB1'] }, { updates: ['KB1', 'KB2'] }, 'differs'],
    [
      'agree although one of them knows less',
      section('power'),
      { power: { scheme: '{a}', modernStandby: unavailable('not-supported') } },
      { power: { scheme: '{A}', modernStandby: true, settings: {} } },
      'same'
    ],
    [
      'agree although time goes by',
      section('clock'),
      { clock: { utc: '2026-11-20T09:00:00Z', source: 'a' } },
      { clock: { utc: '2026-11-20T09:00:01Z', source: 'a' } },
      'same'
    ],
    [
      'agree on the events that both saw',
      events,
      { events: { System: [event(9), event(8), event(1)] } },
      { events: { System: [event(8), event(7)] } },
      'same'
    ],
    [
      'differ in what an event says',
      events,
      { events: { System: [event(8, { a: '1' })] } },
      { events: { System: [event(8, { a: '2' })] } },
      'differs'
    ],
    [
      'agree on the sockets that listen',
      section('sockets'),
      {
        sockets: [
          { protocol: 'tcp', address: '::', port: 3389, state: 'listen' },
          { protocol: 'tcp', address: '::', port: 3389, state: 'established' }
        ]
      },
      { sockets: [{ protocol: 'tcp', address: '::', port: 3389, state: 'listen' }] },
      'same'
    ]
  ])('%s', async (_name, reading, native, script, result) => {
    const [comparison] = await compare(reading, says(native), says(script));
    expect(comparison).toMatchObject({ result });
    expect(comparison?.differences.length === 0).toBe(result !== 'differs');
  });

  it('are shown where they differ, with what each said', async () => {
    const [comparison] = await compare(
      key,
      says({ registry: { 'HKLM\\K': { values: {} }, 'HKLM\\K\\A': { values: { v: ['REG_DWORD', 1] } } } }),
      says({ registry: { 'HKLM\\K': { values: {} }, 'HKLM\\K\\A': { values: { v: ['REG_DWORD', 2] } } } })
    );
    expect(comparison).toEqual({
      reading: 'HKLM\\K',
      said: { native: 'read', programs: null, script: 'read' },
      result: 'differs',
      differences: [
        { path: 'below/a/values/v', values: { native: ['REG_DWORD', 1], script: ['REG_DWORD', 2] } }
      ]
    });
  });

  it('could not be compared when one of them failed, whatever the other says', async () => {
    const reading: Reading = { kind: 'service', name: 'a' };
    const [comparison] = await compare(
      reading,
      says({ services: { a: { state: 'running' } } }),
      says({ services: { a: unavailable('blocked') } })
    );
    expect(comparison).toMatchObject({ result: 'could-not', said: { native: 'read', script: 'blocked' } });
  });

  it('has nothing to compare where only one knows the reading', async () => {
    const reading: Reading = { kind: 'service', name: 'a' };
    const alone = await compare(reading, way({}), says({ services: { a: null } }));
    expect(alone[0]).toMatchObject({ result: 'one-way', said: { native: null, script: 'absent' } });
    const none = await compare(reading, way({}), says({}));
    expect(none[0]).toMatchObject({ result: 'could-not', said: { script: 'not-read' } });
  });
});
