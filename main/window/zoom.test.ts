import { describe, expect, it } from 'vitest';
import { zoomLevelAfter } from './zoom';

const key = (name: string, held: object = { control: true }) => ({
  type: 'keyDown' as const,
  control: false,
  meta: false,
  alt: false,
  key: name,
  ...held
});

describe('zoomLevelAfter', () => {
  it('grows, shrinks and goes back', () => {
    expect([zoomLevelAfter(key('='), 0), zoomLevelAfter(key('-'), 0), zoomLevelAfter(key('0'), 3)]).toEqual([
      0.5, -0.5, 0
    ]);
  });
  it('reaches 200 % and ends at both ends', () => {
    // Chromium: factor = 1.2 ^ level.
    expect(1.2 ** (zoomLevelAfter(key('+'), 5) ?? 0)).toBeGreaterThan(2);
    expect(zoomLevelAfter(key('+'), 5)).toBe(5);
    expect(zoomLevelAfter(key('-'), -4)).toBe(-4);
  });
  it('leaves other keys alone, AltGr and plain typing among them', () => {
    expect(zoomLevelAfter(key('c'), 0)).toBeNull();
    expect(zoomLevelAfter(key('+', {}), 0)).toBeNull();
    expect(zoomLevelAfter(key('0', { control: true, alt: true }), 0)).toBeNull();
    expect(zoomLevelAfter({ ...key('+'), type: 'keyUp' }, 0)).toBeNull();
  });
});
