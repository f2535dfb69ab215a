import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRecentTargets } from './recent-targets';

vi.mock('../log', () => ({ logError: () => undefined }));

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconnect-recent-'));
  path = join(folder, 'profile', 'recent.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const typed = (list: readonly { typed: string }[]): string[] => list.map((one) => one.typed);

it('remembers the newest first, each once, across a restart', () => {
  const recent = createRecentTargets(path);
  for (const name of ['pc8', 'pc9', 'PC8']) recent.remember(name);
  expect(typed(createRecentTargets(path).list())).toEqual(['PC8', 'pc9']);
});

it('forgets one, and all, on the disk too', () => {
  const recent = createRecentTargets(path);
  for (const name of ['pc7', 'pc8', 'pc9']) recent.remember(name);
  expect(typed(recent.forget('pc8'))).toEqual(['pc9', 'pc7']);
  expect(readFileSync(path, 'utf8')).not.toContain('pc8');
  expect(recent.clear()).toEqual([]);
  expect(typed(createRecentTargets(path).list())).toEqual([]);
});

it('holds no more than a person looks through', () => {
  const recent = createRecentTargets(path);
  for (let number = 0; number < 30; number += 1) recent.remember(`pc${number}`);
  expect(recent.list()).toHaveLength(12);
  expect(recent.list()[0]?.typed).toBe('pc29');
});

it.each(['', '{', '[{"typed":1}]', 'null'])('takes a damaged file (%j) as empty and goes on', (content) => {
  createRecentTargets(path).remember('pc9');
  writeFileSync(path, content);
  const recent = createRecentTargets(path);
  expect(recent.list()).toEqual([]);
  recent.remember('pc8');
  expect(typed(createRecentTargets(path).list())).toEqual(['pc8']);
});

it('keeps working where nothing can be written, and leaves no half file', () => {
  // A file where the folder would have to be.
  writeFileSync(join(folder, 'profile'), '');
  const recent = createRecentTargets(path);
  recent.remember('pc9');
  expect(typed(recent.list())).toEqual(['pc9']);
  expect(readdirSync(folder)).toEqual(['profile']);
});
