import { expect, test } from 'vitest';
import { ratios, spread, spreadText } from './figures';

test('the median lies between the two middle figures of an even number', () => {
  expect(spread([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
});

test('no figures have no spread', () => {
  expect(() => spread([])).toThrow('no figures');
});

test('a spread reads smallest, middle, largest', () => {
  expect(spreadText({ min: 1, median: 2.345, max: 10 }, 1)).toBe('1.0 / 2.3 / 10.0');
});

test('figures are divided pair by pair', () => {
  expect(ratios([1, 4], [2, 16])).toEqual([0.5, 0.25]);
});
