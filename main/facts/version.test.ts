import { describe, expect, it } from 'vitest';
import { isOlder, versionNumbers } from './version';

describe('versions of files', () => {
  it('are read with what stands behind them, and not guessed at', () => {
    expect(versionNumbers('6.1.7601.17514 (win7sp1_rtm.101119-1850)')).toEqual([6, 1, 7601, 17_514]);
    for (const odd of ['', '6', 'v6.1', '1.2.3.4.5', '6.1.', '99999999999.1'])
      expect(versionNumbers(odd)).toBeNull();
  });

  it('compare by number, place by place', () => {
    expect(isOlder([6, 2, 9199, 9999], [6, 2, 9200])).toBe(true);
    expect(isOlder([6, 2, 9200], [6, 2, 9200])).toBe(false);
    expect(isOlder([10, 0, 9], [6, 2, 9200])).toBe(false);
    expect(isOlder([6, 2], [6, 2, 1])).toBe(true);
  });
});
