import { describe, expect, test } from 'vitest';
import { decodeRdpFile, targetOfRdpFile } from './rdp-file';

const content = 'screen mode id:i:2\r\nfull address:s:büro-pc.example.test\r\n';

function utf16(text: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const whole = mark ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(whole.length * 2));
  for (let at = 0; at < whole.length; at += 1) view.setUint16(at * 2, whole.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

describe('decoding', () => {
  test.each([
    ['UTF-16 LE with a mark, as mstsc saves', utf16(content, true, true)],
    ['UTF-16 LE without a mark', utf16(content, true, false)],
    ['UTF-16 BE with a mark', utf16(content, false, true)],
    ['UTF-16 BE without a mark', utf16(content, false, false)],
    ['UTF-8', new TextEncoder().encode(content)],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${content}`)]
  ])('%s', (_name, bytes) => {
    expect(decodeRdpFile(bytes)).toBe(content);
  });

  test('nothing at all', () => {
    expect(decodeRdpFile(new Uint8Array())).toBe('');
  });
});

describe('target', () => {
  test.each([
    ['full address:s:pc9', 'pc9'],
    ['full address:s:pc9:3390', 'pc9:3390'],
    ['full address:s:pc9\nserver port:i:3390', 'pc9:3390'],
    ['full address:s:pc9\nserver port:i:3389', 'pc9'],
    ['full address:s:pc9:3391\nserver port:i:3390', 'pc9:3391'],
    ['server port:i:3390\r\nfull address:s:2001:db8::7', '[2001:db8::7]:3390'],
    ['full address:s:[2001:db8::7]\r\nserver port:i:3390', '[2001:db8::7]:3390'],
    ['FULL ADDRESS:s: pc9 ', 'pc9']
  ])('%j', (text, target) => {
    expect(targetOfRdpFile(text)).toBe(target);
  });

  test.each(['', 'full address:s:', 'alternate full address:s:pc9', 'hello'])('none in %j', (text) => {
    expect(targetOfRdpFile(text)).toBeNull();
  });
});
