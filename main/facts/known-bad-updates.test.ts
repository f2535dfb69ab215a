import { describe, expect, it } from 'vitest';
import { knownBadUpdates, type KnownBadUpdate } from './known-bad-updates';

const named = (one: KnownBadUpdate): string => `${one.build}.${one.from} ${one.end} ${one.update}`;

describe('the list of updates that disturb Remote Desktop', () => {
  it.each(knownBadUpdates.map((one) => [named(one), one] as const))('%s', (_name, one) => {
    expect(one.from).toBeLessThan(one.fixedIn);
    expect([one.update, one.mendedBy]).toEqual([
      expect.stringMatching(/^KB\d{7}$/),
      expect.stringMatching(/^KB\d{7}$/)
    ]);
    expect(one.update).not.toBe(one.mendedBy);
    expect(one.sources.length).toBeGreaterThan(0);
    for (const source of one.sources) expect(new URL(source).protocol).toBe('https:');
  });

  it('says each fault once: no two entries of an end claim the same build', () => {
    const both = (a: KnownBadUpdate, b: KnownBadUpdate): boolean =>
      a.build === b.build &&
      a.end === b.end &&
      (a.only === undefined || b.only === undefined || a.only === b.only) &&
      a.from < b.fixedIn &&
      b.from < a.fixedIn;
    const claimedTwice = knownBadUpdates.flatMap((a, index) =>
      knownBadUpdates.slice(index + 1).filter((b) => both(a, b))
    );
    expect(claimedTwice.map(named)).toEqual([]);
  });
});
