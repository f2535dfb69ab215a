import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { fits } from './koffi.mjs';

const bytes = Buffer.from('a package');
const sum = createHash('sha512').update(bytes).digest('base64');

it('takes the file that the lock file names and no other', () => {
  expect(fits(bytes, `sha512-${sum}`)).toBe(true);
  expect(fits(Buffer.from('a packagE'), `sha512-${sum}`)).toBe(false);
});

it('takes nothing on an integrity that it cannot check', () => {
  expect(fits(bytes, '')).toBe(false);
  expect(fits(bytes, 'sha512-')).toBe(false);
  expect(fits(bytes, `md5-${createHash('md5').update(bytes).digest('base64')}`)).toBe(false);
});
