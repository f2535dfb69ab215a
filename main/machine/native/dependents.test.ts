import { expect, it } from 'vitest';
import { dependentsIn } from './dependents';

it('services come before what they need, however deep, and each once', () => {
  const needs = new Map([
    ['UmRdpService', ['TermService', 'RDPDR']],
    ['TermService', ['RPCSS']],
    ['Third', ['second', 'umrdpservice']],
    ['Second', ['TERMSERVICE']],
    ['Other', ['RPCSS']]
  ]);
  const found = dependentsIn(needs, 'TermService');
  expect([...found].sort()).toEqual(['Second', 'Third', 'UmRdpService']);
  for (const below of ['UmRdpService', 'Second'])
    expect(found.indexOf('Third')).toBeLessThan(found.indexOf(below));
  expect(dependentsIn(needs, 'Third')).toEqual([]);
});

it('two that need each other do not keep it going', () => {
  const needs = new Map([
    ['a', ['b']],
    ['b', ['a']]
  ]);
  expect(dependentsIn(needs, 'a')).toEqual(['b']);
});
