import { describe, expect, test } from 'vitest';
import { onOneLine, understand } from './understand';

describe('the one field', () => {
  test.each(['pc9', 'pc9.example.test', '10.0.0.12:3390', '[2001:db8::7]:3390', 'büro-pc'])(
    '%s is a target',
    (text) => {
      expect(understand(text)).toEqual({ kind: 'target', text });
    }
  );

  test.each([
    ['0x904 0x7', ['0x904', '0x7']],
    ['2308', ['0x904']],
    ['0x80090304', ['0x80090304']],
    ['Error code: 0x904 Extended error code: 0x7', ['0x904', '0x7']]
  ])('%s is a code', (text, codes) => {
    const understood = understand(text);
    expect(understood.kind).toBe('code');
    if (understood.kind === 'code')
      expect(understood.explanation.codes.map(({ code }) => code)).toEqual(codes);
  });

  test('nothing is nothing', () => {
    expect(understand('  ')).toEqual({ kind: 'nothing' });
  });

  test('a message pasted over several lines keeps its words apart', () => {
    expect(onOneLine('Error code: 0x904\r\n  Extended error code: 0x7\n')).toBe(
      'Error code: 0x904 Extended error code: 0x7'
    );
  });
});
