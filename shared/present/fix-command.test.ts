import { describe, expect, it } from 'vitest';
import { fixCommand } from './fix-command';

describe('fixCommand', () => {
  it.each([
    [{}, 'reconnect fix nla-off --yes'],
    [{ host: 'srv1.example.test' }, 'reconnect fix nla-off --param host=srv1.example.test --yes'],
    [
      { adapter: '{11111111-2222-3333-4444-555555555555}' },
      'reconnect fix nla-off --param "adapter={11111111-2222-3333-4444-555555555555}" --yes'
    ],
    [{ user: 'PC7\\anna maria' }, 'reconnect fix nla-off --param "user=PC7\\anna maria" --yes']
  ])('%j', (params, command) => {
    expect(fixCommand('nla-off', params)).toBe(command);
  });

  // A report is somebody else's: pasted, a parameter of it may be nothing but a parameter.
  it.each([
    'a"&calc',
    '$(calc)',
    '%PATH%',
    'a`n',
    'a\u201d;calc',
    'a\ncalc',
    'C:\\folder\\',
    'a;b',
    "a'b",
    'a|b',
    'a^b'
  ])('gives no command for %j', (value) => {
    expect(fixCommand('rdp-file-correct', { file: value })).toBeNull();
  });
});
