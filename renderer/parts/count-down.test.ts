import { expect, test } from 'vitest';
import { timeLeft } from './count-down';

test.each([
  [1_450_000, '24:10'],
  [60_000, '1:00'],
  [59_001, '1:00'],
  [1, '0:01'],
  [0, '0:00'],
  [-5_000, '0:00']
])('%i ms are %s', (left, said) => {
  expect(timeLeft(1_000_000 + left, 1_000_000)).toBe(said);
});
