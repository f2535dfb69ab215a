import { expect, test } from 'vitest';
import { decodeReport, fileName, kindOfFile } from './report-file';

test.each([
  ['pc9.json', 'report'],
  ['PC9.JSON', 'report'],
  ['bundle.zip', 'bundle'],
  ['work.rdp', 'other'],
  ['json', 'other'],
  ['pc9.json.rdp', 'other']
])('%s is a %s', (name, kind) => {
  expect(kindOfFile({ name })).toBe(kind);
});

test('the text of a report, as an editor, PowerShell or a Mac wrote it', () => {
  const json = '{"computer":"Bü9"}';
  const utf16 = Buffer.from(`\ufeff${json}`, 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  expect(decodeReport(new TextEncoder().encode(json))).toBe(json);
  expect(decodeReport(new TextEncoder().encode(`\ufeff${json}`))).toBe(json);
  expect(decodeReport(utf16)).toBe(json);
  expect(decodeReport(swapped)).toBe(json);
});

test('bytes that are no text are not taken for one', () => {
  expect(decodeReport(new Uint8Array([0x7b, 0xff, 0xfe, 0x80]))).toBeNull();
});

test('a name is shown without what turns or breaks the line, and with an end', () => {
  expect(fileName({ name: 'a\u202enosj.json' })).toBe('a\\u202enosj.json');
  expect(fileName({ name: 'x'.repeat(5000) })).toHaveLength(255);
});
