import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf, nothingYet, readLines, type Entry } from './journal-line';

const records = [
  { v: 1, record: 'begin', id: 'nla-off-1', text: 'a "line\nfeed" and ,"hash":"' },
  { v: 1, record: 'applied', id: 'nla-off-1', at: null },
  { v: 9, record: 'begin', id: 'from a later version', hash: 'f'.repeat(64) },
  { v: 1, record: 'undone', id: 'nla-off-1', at: '2026-01-01T00:00:00.000Z', by: 'expiry' }
];

function journalOf(all: readonly unknown[]): { bytes: Buffer; lines: Buffer[] } {
  let end = nothingYet;
  const lines = all.map((record) => {
    const next = lineOf(end, record, null);
    end = next.end;
    return next.line;
  });
  return { bytes: Buffer.concat(lines), lines };
}
const recordsOf = (entries: readonly Entry[]): unknown[] => entries.map(({ record }) => record);

describe('lines of a journal', () => {
  const { bytes, lines } = journalOf(records);

  test('hold what was written, each chained to the one before', () => {
    const read = readLines(bytes);
    expect(recordsOf(read.entries)).toEqual(records);
    expect(read).toMatchObject({ isDamaged: false, lacksLineFeed: false, length: bytes.length });
    expect(read.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('cut off at every byte lose at most the one that was cut', () => {
    let whole = 0;
    for (let length = 0; length <= bytes.length; length += 1) {
      const ends = lines.map((_line, at) => Buffer.concat(lines.slice(0, at + 1)).length);
      whole = ends.filter((end) => end - 1 <= length).length;
      const read = readLines(bytes.subarray(0, length));
      expect(recordsOf(read.entries)).toEqual(records.slice(0, whole));
      expect(read.isDamaged).toBe(false);
      // What is written next stands after the last line that was kept.
      expect(read.length).toBe(read.lacksLineFeed ? length : (ends[whole - 1] ?? 0));
    }
    expect(whole).toBe(records.length);
  });

  test('with zeros where a power cut left no data lose nothing that was finished', () => {
    const read = readLines(Buffer.concat([bytes, Buffer.alloc(4096)]));
    expect(recordsOf(read.entries)).toEqual(records);
    expect(read).toMatchObject({ isDamaged: false, length: bytes.length });
  });

  test('with any bit turned over lose at most the record it was in, and say so', () => {
    const texts = records.map((record) => JSON.stringify(record));
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = readLines(flipped);
      const kept = recordsOf(read.entries).filter((record) => record !== null);
      expect(kept.length).toBeGreaterThanOrEqual(records.length - 1);
      expect(kept.every((record) => texts.includes(JSON.stringify(record)))).toBe(true);
      expect(read.isDamaged).toBe(true);
      if (kept.length < records.length) expect(recordsOf(read.entries)).toContain(null);
    }
  });

  test('taken away, doubled or put elsewhere are missed', () => {
    const [one, two, three, four] = lines as [Buffer, Buffer, Buffer, Buffer];
    const read = (...some: Buffer[]): unknown[] => recordsOf(readLines(Buffer.concat(some)).entries);
    expect(read(one, three, four)).toEqual([records[0], null, records[2], records[3]]);
    expect(read(one, two, two, three)).toEqual([records[0], records[1], null, records[2]]);
    expect(read(one, three, two, four)).toEqual([records[0], null, records[2], null, records[3]]);
  });

  test('that are no journal at all are one break, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (noise) => {
        const read = readLines(Buffer.concat([Buffer.from(noise), Buffer.from('\n')]));
        expect(recordsOf(read.entries)).toEqual([null]);
        expect(readLines(Buffer.from(noise)).entries.every(({ record }) => record === null)).toBe(true);
      })
    );
    expect(readLines(Buffer.from(`${',"hash":"'.repeat(200_000)}\n`)).isDamaged).toBe(true);
  });

  test('go on in the next file after a damaged one', () => {
    const damaged = Buffer.from(bytes);
    damaged.write('x', bytes.length - 20);
    const first = readLines(damaged);
    const next = lineOf(first.end, { v: 1, record: 'applied', id: 'later', at: null }, null);
    const second = readLines(next.line, first.end);
    expect(second).toMatchObject({ isDamaged: false, entries: [{ seq: 5 }] });
  });
});
