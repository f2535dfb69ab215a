import { describe, expect, it } from 'vitest';
import { coversEveryTarget, coversTarget } from './spn-rule';

describe('a rule of the policies on delegation', () => {
  it.each(['TERMSRV/*', 'termsrv/*', '*', 'TERM*', '*/*', ' TERMSRV/* ', 'TERMSRV/**'])(
    '%s covers every target',
    (rule) => expect(coversEveryTarget(rule)).toBe(true)
  );

  it.each(['TERMSRV/pc9', 'TERMSRV/*.example.test', 'TERMSRV/pc*', 'HTTP/*', 'WSMAN/*', '', 'TERMSRV/'])(
    '%j does not cover every target',
    (rule) => expect(coversEveryTarget(rule)).toBe(false)
  );

  it.each([
    ['TERMSRV/pc9', 'PC9'],
    ['TERMSRV/*', '192.0.2.7'],
    ['TERMSRV/*.example.test', 'pc9.example.test'],
    ['TERMSRV/pc*.example.test', 'pc9.example.test'],
    ['*', 'pc9']
  ])('%s covers %s', (rule, target) => expect(coversTarget(rule, target)).toBe(true));

  it.each([
    ['TERMSRV/*.example.test', 'pc9'],
    ['TERMSRV/*.example.test', 'example.test'],
    ['TERMSRV/pc9', 'pc9.example.test'],
    ['HTTP/*', 'pc9'],
    ['TERMSRV/ab*ba', 'aba'],
    ['', 'pc9'],
    // A dot is a dot, not any character.
    ['TERMSRV/pc9.example', 'pc9xexample']
  ])('%s does not cover %s', (rule, target) => expect(coversTarget(rule, target)).toBe(false));

  it('with a million stars is judged at once', () => {
    expect(coversTarget(`TERMSRV/${'*a'.repeat(500_000)}`, 'a'.repeat(200))).toBe(false);
    expect(coversEveryTarget(`TERMSRV/${'*'.repeat(1_000_000)}b`)).toBe(false);
  });
});
