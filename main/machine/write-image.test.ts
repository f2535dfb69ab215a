import {
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MachineImage } from '../../shared/model/machine-image';
import { readImageFile } from './read-image';
import { checkPlace, writeImageFile } from './write-image';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconnect-image-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const image: MachineImage = {
  schema: 'reconnect.machine/1',
  identity: { user: 'PC7\\b\u00fcro \uD800' },
  registry: { 'HKLM\\K': null }
};
const place = (name: string): string => join(folder, name);

describe('an image on disk', () => {
  it('is what was written, and nothing else is left', async () => {
    await writeImageFile(place('pc9.json'), image);
    expect(await readImageFile(place('pc9.json'))).toEqual(image);
    expect(readdirSync(folder)).toEqual(['pc9.json']);
  });

  it('replaces an older one as a whole: who has that open still reads it', async () => {
    await writeImageFile(place('pc9.json'), { schema: 'reconnect.machine/1', takenBy: 'app 0.0.1' });
    linkSync(place('pc9.json'), place('held'));
    await writeImageFile(place('pc9.json'), image);
    expect(await readImageFile(place('pc9.json'))).toEqual(image);
    expect(await readImageFile(place('held'))).toMatchObject({ takenBy: 'app 0.0.1' });
  });

  it.each([
    ['notes', 'remember the milk'],
    ['another JSON', '{"schema":"reconnect.report/1"}'],
    ['a machine image of a wrong type', '{"schema":"reconnect.machine/1","os":5}']
  ])('never takes the place of %s', async (_name, content) => {
    writeFileSync(place('mine.txt'), content);
    await expect(writeImageFile(place('mine.txt'), image)).rejects.toMatchObject({ fault: 'other-file' });
    expect(readFileSync(place('mine.txt'), 'utf8')).toBe(content);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  it('never takes the place of a folder or a device', async () => {
    await expect(checkPlace(folder)).rejects.toMatchObject({ fault: 'other-file' });
    await expect(checkPlace('/dev/null')).rejects.toMatchObject({ fault: 'other-file' });
  });

  it('may stand in an empty file', async () => {
    writeFileSync(place('empty.json'), '');
    await writeImageFile(place('empty.json'), image);
    expect(await readImageFile(place('empty.json'))).toEqual(image);
  });

  it('goes where a link leads, and leaves the link', async () => {
    writeFileSync(place('real.json'), '');
    symlinkSync(place('real.json'), place('link.json'));
    await writeImageFile(place('link.json'), image);
    expect(lstatSync(place('link.json')).isSymbolicLink()).toBe(true);
    expect(await readImageFile(place('real.json'))).toEqual(image);
  });

  it('says how the system refused, and leaves nothing behind', async () => {
    await expect(writeImageFile(place('none/pc9.json'), image)).rejects.toMatchObject({
      fault: 'system',
      code: 'ENOENT'
    });
    writeFileSync(place('file'), '');
    await expect(writeImageFile(place('file/pc9.json'), image)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(writeImageFile(place(`${'x'.repeat(250)}.json`), image)).rejects.toMatchObject({
      code: 'ENAMETOOLONG'
    });
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
