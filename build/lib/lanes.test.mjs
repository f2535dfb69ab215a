import { join } from 'node:path';
import { expect, it } from 'vitest';
import { belowRoot } from './lanes.mjs';
import { root } from './paths.mjs';

/** As Playwright does it. @param {string} filter @param {string} path */
const matches = (filter, path) => new RegExp(belowRoot(filter), 'i').test(path);

it('means a part of the path in the checkout, not of the checkout’s own', () => {
  const test = join(root, 'e2e', 'app', 'window.test.ts');
  expect(matches('window', test)).toBe(true);
  expect(matches('e2e/app/window.test.ts', test)).toBe(true);
  expect(matches('window.test-ts', test)).toBe(false);
  const [ownFolder = ''] = root.split(/[\\/]/).filter(Boolean);
  expect(matches(`/${ownFolder}/`, test)).toBe(false);
});

it('leaves options and line numbers to Playwright', () => {
  expect(belowRoot('--grep=opens')).toBe('--grep=opens');
  expect(belowRoot('window.test.ts:30')).toMatch(/:30$/);
});
