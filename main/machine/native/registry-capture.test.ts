import { expect, it } from 'vitest';
import type { PlaceOf } from '../../../shared/model/place';
import { WriteFailed } from '../writing';
import { inheritKeys, keysDownTo, registryCaptureOf } from './registry-capture';

const place = (key: string): PlaceOf<'registry-value'> => ({
  kind: 'registry-value',
  key,
  value: 'v',
  type: 'REG_DWORD'
});
const absent = (...absentKeys: string[]) => ({ kind: 'registry-value', value: null, absentKeys });

it('lists the keys of a path from the deepest, without the root', () => {
  expect(keysDownTo('HKLM\\A\\B')).toEqual(['HKLM\\A\\B', 'HKLM\\A']);
  expect(keysDownTo('HKLM')).toEqual([]);
});

it('takes a capture of its own place, however the key is spelled', () => {
  const capture = absent('HKLM\\A\\B');
  expect(registryCaptureOf(place('hklm\\a\\b'), capture)).toEqual(capture);
});

it.each([
  ['a key beside', absent('HKLM\\A\\C')],
  ['a key below', absent('HKLM\\A\\B\\C')],
  ['a root', absent('HKLM')],
  ['a key whose name only begins alike', absent('HKLM\\A\\B2')],
  ['half a byte', { kind: 'registry-value', value: { type: 4, data: '0' }, absentKeys: [] }],
  [
    'a type that is no number of Windows',
    { kind: 'registry-value', value: { type: -1, data: '' }, absentKeys: [] }
  ],
  ['one of another kind', { kind: 'service-state', name: 'a', state: 'running' }],
  ['nothing', null]
])('refuses %s', (_what, capture) => {
  expect(() => registryCaptureOf(place('HKLM\\A\\B'), capture)).toThrow(WriteFailed);
});

it('takes over the keys on its way that earlier changes made, deepest first', () => {
  const earlier = [
    { place: place('HKLM\\A\\B'), capture: absent('HKLM\\A\\B', 'HKLM\\A') },
    { place: place('HKLM\\A\\C'), capture: absent('HKLM\\A\\C') },
    { place: { kind: 'service-state', name: 's' } as const, capture: absent('HKLM\\A\\B\\D\\E') }
  ];
  expect(inheritKeys(place('HKLM\\a\\B\\D'), absent('HKLM\\a\\B\\D'), earlier).absentKeys).toEqual([
    'HKLM\\a\\B\\D',
    'HKLM\\a\\B',
    'HKLM\\a'
  ]);
});
