import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

const all = mkdtempSync(join(tmpdir(), 'reconnect-lock-'));
afterAll(() => rmSync(all, { recursive: true }));
const folder = () => mkdtempSync(join(all, 'one-'));
/** A process id that was real and is no longer. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

it('lets one process in at a time', async () => {
  const place = folder();
  const script = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(new URL('lock.mjs', import.meta.url).href)};
    await withLock(${JSON.stringify(join(place, 'lock'))}, async () => {
      appendFileSync(${JSON.stringify(join(place, 'log'))}, 'in ');
      await new Promise((resolve) => setTimeout(resolve, 100));
      appendFileSync(${JSON.stringify(join(place, 'log'))}, 'out ');
    }, 'test');`;
  const runs = [1, 2, 3, 4].map(
    () =>
      new Promise((resolve) => {
        spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }).on(
          'close',
          resolve
        );
      })
  );
  expect(await Promise.all(runs)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(join(place, 'log'), 'utf8')).toBe('in out '.repeat(4));
});

it('is given back when the work fails', async () => {
  const lock = join(folder(), 'lock');
  await expect(withLock(lock, () => Promise.reject(new Error('broken')), 'test')).rejects.toThrow('broken');
  expect(existsSync(lock)).toBe(false);
});

it('is taken over from a process that is gone', async () => {
  const lock = join(folder(), 'lock');
  mkdirSync(lock);
  writeFileSync(join(lock, 'holder'), `${hostname()} ${deadPid()}`);
  expect(await withLock(lock, async () => 'done', 'test')).toBe('done');
});

it('is taken over when nobody has touched it for long, whoever has the process id now', async () => {
  const lock = join(folder(), 'lock');
  mkdirSync(lock);
  writeFileSync(join(lock, 'holder'), `${hostname()} ${process.pid}`);
  const longAgo = new Date(Date.now() - 10 * 60_000);
  utimesSync(lock, longAgo, longAgo);
  expect(await withLock(lock, async () => 'done', 'test')).toBe('done');
});
