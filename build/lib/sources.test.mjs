import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { root } from './paths.mjs';
import { fingerprint } from './sources.mjs';

const place = mkdtempSync(join(tmpdir(), 'reconnect-sources-'));
const paths = [relative(root, place)];
const file = join(place, 'a.ts');
beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('changes with content, time, new and removed files, and not by itself or with tests', () => {
  writeFileSync(file, 'one');
  utimesSync(file, 1000, 1000);
  const seen = [fingerprint(paths)];
  expect(fingerprint(paths)).toBe(seen[0]);

  writeFileSync(join(place, 'a.test.ts'), 'a test');
  expect(fingerprint(paths)).toBe(seen[0]);

  utimesSync(file, 1000, 1001);
  seen.push(fingerprint(paths));
  writeFileSync(file, 'three');
  utimesSync(file, 1000, 1001);
  seen.push(fingerprint(paths));
  writeFileSync(join(place, 'b.ts'), '');
  seen.push(fingerprint(paths));
  rmSync(file);
  seen.push(fingerprint(paths));
  expect(new Set(seen).size).toBe(5);
});

it('reads no content, so that it can be asked at each start', () => {
  writeFileSync(file, 'one');
  utimesSync(file, 1000, 1000);
  const before = fingerprint(paths);
  writeFileSync(file, 'two');
  utimesSync(file, 1000, 1000);
  expect(fingerprint(paths)).toBe(before);
});
