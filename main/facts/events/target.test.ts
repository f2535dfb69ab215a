import { describe, expect, it } from 'vitest';
import { hostAndPort, isSameHost } from './target';

describe('hostAndPort', () => {
  it.each([
    ['pc9', 'pc9', null],
    [' pc9:3390 ', 'pc9', 3390],
    ['192.0.2.7:50123', '192.0.2.7', 50_123],
    ['[fe80::1%5]:3389', 'fe80::1%5', 3389],
    ['[2001:db8::1]', '2001:db8::1', null],
    // Without brackets nobody can tell a port from the last part of the address.
    ['2001:db8::3389', '2001:db8::3389', null],
    ['pc9:0', 'pc9:0', null],
    ['pc9:70000', 'pc9:70000', null],
    ['', '', null]
  ])('%s', (target, host, port) => {
    expect(hostAndPort(target)).toEqual({ host, port });
  });
});

describe('isSameHost', () => {
  it.each([
    ['PC9', 'pc9'],
    ['pc9:3390', 'pc9.example.test'],
    ['pc9.example.test.', 'PC9.EXAMPLE.TEST'],
    ['192.0.2.7', '192.0.2.7:3389']
  ])('%s is %s', (one, other) => expect(isSameHost(one, other)).toBe(true));

  it.each([
    ['pc9', 'pc90'],
    ['pc9.example.test', 'pc9.other.test'],
    ['192', '192.0.2.7'],
    ['192.0.2.7', '192.0.2.70'],
    ['', ''],
    ['', 'pc9']
  ])('%s is not %s', (one, other) => expect(isSameHost(one, other)).toBe(false));
});
