import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../shared/model/reading';
import { lines, requestText, wordOf } from './request';

const unescape = (text: string): string =>
  text.replace(/\\(?:u([0-9a-f]{4})|\\)/g, (_, code?: string) =>
    code === undefined ? '\\' : String.fromCharCode(parseInt(code, 16))
  );
const decode = (word: string): string[][] =>
  Buffer.from(word, 'base64')
    .toString('latin1')
    .split('\n')
    .map((line) => line.split('\t').map(unescape));
/** Any UTF-16 units, halves of pairs too. */
const anything = fc
  .array(
    fc.oneof(
      fc.nat(0xffff),
      fc.constantFrom(...'\'"`$()\\\t\r\n\u0000\u2019'.split('').map((c) => c.charCodeAt(0)))
    )
  )
  .map((units) => units.map((unit) => String.fromCharCode(unit)).join(''));

describe('a request', () => {
  it('is one ASCII word that says exactly what was asked, whatever that is', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anything, { minLength: 1 }), { minLength: 1 }), (rows) => {
        const word = wordOf(lines(rows));
        expect(word).toMatch(/^[A-Za-z0-9+/]*={0,2}$/);
        expect(decode(word)).toEqual(rows);
      }),
      { numRuns: 2000 }
    );
  });

  it('has the fields of each kind in the order of the script', () => {
    const readings: Reading[] = [
      { kind: 'registry-value', key: 'HKLM\\A', value: '' },
      { kind: 'registry-key', key: 'HKCU\\B', depth: 2 },
      { kind: 'service', name: 'TermService' },
      { kind: 'file', path: '%SystemRoot%\\x.dll' },
      { kind: 'events', channel: 'System', ids: [50, 56], providers: ['TermDD', 'b'], newest: 20 },
      { kind: 'certificates', store: 'LocalMachine\\My' },
      { kind: 'group', sid: 'S-1-5-32-555' },
      { kind: 'right', name: 'SeX' },
      { kind: 'section', section: 'os' }
    ];
    expect(decode(wordOf(requestText(readings)))).toEqual([
      ['registry-value', 'HKLM\\A', ''],
      ['registry-key', 'HKCU\\B', '2'],
      ['service', 'TermService'],
      ['file', '%SystemRoot%\\x.dll'],
      ['events', 'System', '20', '50,56', 'TermDD', 'b'],
      ['certificates', 'LocalMachine\\My'],
      ['group', 'S-1-5-32-555'],
      ['right', 'SeX'],
      ['section', 'os']
    ]);
  });
});
