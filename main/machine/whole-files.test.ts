import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { wholeFiles } from './whole-files';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconnect-files-'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});
const files = (): ReturnType<typeof wholeFiles> => wholeFiles({ Folder: folder });
const inFolder = (name: string): string => join('%FOLDER%', name);

it('a file is written whole, and never over another one', async () => {
  await files().create(inFolder('a.rdp'), Buffer.from('whole'));
  expect(await readFile(join(folder, 'a.rdp'), 'utf8')).toBe('whole');
  await expect(files().create(inFolder('a.rdp'), Buffer.from('x'))).rejects.toMatchObject({
    detail: 'EEXIST'
  });
  expect(await readdir(folder)).toEqual(['a.rdp']);
  expect(await readFile(join(folder, 'a.rdp'), 'utf8')).toBe('whole');
});

it('a folder that is not there says so', async () => {
  await expect(files().create(inFolder('none/a.rdp'), Buffer.alloc(1))).rejects.toMatchObject({
    detail: 'ENOENT'
  });
});

it('where writing fails half-way, neither the name nor half a file stays', async () => {
  // The name itself may be as long; that of the file beside, which is longer, may not.
  const name = 'n'.repeat(250);
  await expect(files().create(inFolder(name), Buffer.alloc(1))).rejects.toMatchObject({
    detail: 'ENAMETOOLONG'
  });
  expect(await readdir(folder)).toEqual([]);
});

it('reads what is there, up to a limit', async () => {
  await writeFile(join(folder, 'a'), '12345');
  expect(await files().read(inFolder('a'), 5)).toEqual(Buffer.from('12345'));
  await expect(files().read(inFolder('a'), 4)).rejects.toMatchObject({ detail: 'EFBIG' });
  expect(await files().read(inFolder('b'), 5)).toBeNull();
});

it('moves a folder, never over another one', async () => {
  await mkdir(join(folder, 'Cache'));
  await writeFile(join(folder, 'Cache', 'a'), 'a');
  await files().rename(inFolder('Cache'), inFolder('Cache.aside'));
  expect(await files().isThere(inFolder('Cache'))).toBe(false);
  await mkdir(join(folder, 'Cache'));
  await expect(files().rename(inFolder('Cache.aside'), inFolder('Cache'))).rejects.toMatchObject({
    detail: 'EEXIST'
  });
  await files().removeFolder(inFolder('Cache'));
  await files().removeFolder(inFolder('Cache'));
  expect(await readdir(folder)).toEqual(['Cache.aside']);
  await files().removeFile(inFolder('Cache.aside/a'));
  expect(await readdir(join(folder, 'Cache.aside'))).toEqual([]);
});
