import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { failedLately } from './electron-official.mjs';
import { machinesFault } from './entry.mjs';
import { SetUpError } from './packages.mjs';

const place = mkdtempSync(join(tmpdir(), 'reconnect-entry-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('says in one line what the machine lacks, and keeps the stack trace of a mistake', () => {
  expect(machinesFault(new SetUpError('tar is missing'))).toBe('tar is missing');
  expect(machinesFault(Object.assign(new Error(), { code: 'ENOSPC', path: '/a/b' }))).toBe(
    'the disk is full: /a/b (ENOSPC)'
  );
  expect(machinesFault(Object.assign(new Error(), { code: 'EACCES', path: '/a', dest: '/b' }))).toBe(
    'permission denied: /b (EACCES)'
  );
  expect(machinesFault(new TypeError('x is not a function'))).toBe(undefined);
  const mistake = (() => {
    try {
      mkdirSync(place);
      return undefined;
    } catch (error) {
      return error;
    }
  })();
  expect(machinesFault(mistake)).toBe(undefined);
});

it('tries the official release again after an hour, at once for another version or with a clock set back', () => {
  const mark = join(place, 'mark');
  expect(failedLately(mark, '45.4.1', 0)).toBe(false);
  writeFileSync(mark, '45.4.1');
  utimesSync(mark, 10_000, 10_000);
  const at = 10_000_000;
  expect(failedLately(mark, '45.4.1', at + 59 * 60_000)).toBe(true);
  expect(failedLately(mark, '45.4.1', at + 61 * 60_000)).toBe(false);
  expect(failedLately(mark, '45.4.1', at - 60_000)).toBe(false);
  expect(failedLately(mark, '45.4.2', at)).toBe(false);
});
