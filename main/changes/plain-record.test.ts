import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecord, settingsRecordSchema } from './journal-record';
import { isPlainlyRight } from './plain-record';

const change = { setting: 'nla', place: {}, before: null, after: ['REG_DWORD', 0], capture: null };
const begin = {
  v: 1,
  record: 'begin',
  id: 'nla-off-1',
  fix: 'nla-off',
  params: { port: '3389' },
  at: '2026-01-01T00:00:00.000Z',
  who: 'PC\\ada',
  risk: 'downgrade',
  expiresAt: '2026-01-01T00:30:00.000Z',
  changes: [change]
};
const later = { v: 1, id: 'nla-off-1', at: null };
const right: readonly object[] = [
  begin,
  { ...begin, who: undefined, expiresAt: undefined, at: null, 'from elsewhere': 1 },
  { ...later, record: 'applied' },
  { ...later, record: 'undoing' },
  { ...later, record: 'undone', by: 'expiry' },
  { ...later, record: 'failed', stayed: [0, 1] }
].map((record) => JSON.parse(JSON.stringify(record)) as object);

/** What may stand where something else should: of another kind, at a boundary and just past it. */
const odd: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  true,
  '',
  'no time',
  'A',
  'a'.repeat(64),
  'a'.repeat(65),
  'a'.repeat(100),
  'a'.repeat(101),
  'a'.repeat(513),
  [],
  [0, -1],
  ['a'],
  {},
  { a: 1 },
  { a: 'b' },
  [change],
  [{ ...change, setting: 1 }],
  [{ setting: 'nla' }],
  Array.from({ length: 1001 }, () => change)
];

describe('a look by hand at a record', () => {
  test('takes what this program writes', () => {
    for (const record of right) expect(isPlainlyRight(record), JSON.stringify(record)).toBe(true);
  });

  test('takes nothing that the schema refuses, whatever is changed, missing or added', () => {
    const names = [...Object.keys(begin), 'stayed', 'by', 'other'];
    const taken = { byHand: 0, bySchema: 0 };
    const one = fc.record({ name: fc.constantFrom(...names), value: fc.constantFrom(undefined, ...odd) });
    fc.assert(
      fc.property(fc.constantFrom(...right), fc.array(one, { maxLength: 3 }), (record, mutations) => {
        const mutated = mutations.reduce((all, { name, value }) => ({ ...all, [name]: value }), record);
        // As it comes from a journal: what is undefined is not there.
        const read = JSON.parse(JSON.stringify(mutated)) as object;
        const byHand = isPlainlyRight(read);
        const bySchema = settingsRecordSchema.safeParse(read).success;
        taken.byHand += Number(byHand);
        taken.bySchema += Number(bySchema);
        expect(byHand && !bySchema, JSON.stringify(read)).toBe(false);
      }),
      { numRuns: 20_000 }
    );
    // Else it would be no help, or the mutations no attack.
    expect(taken.byHand).toBeGreaterThan(0.9 * taken.bySchema);
    expect(taken.bySchema).toBeLessThan(15_000);
  });

  test('leaves it to the schema to say what is wrong', () => {
    expect(readRecord({ ...begin, changes: [change, { ...change, setting: 1 }] })).toEqual({
      wrong: '.changes[1].setting'
    });
    expect(readRecord({ ...later, record: 'undone', by: 'nobody' })).toEqual({ wrong: '.by' });
  });
});
