import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isRoot } from './paths.mjs';
import { isRootsAlone, openToAll } from './permissions.mjs';

const place = mkdtempSync(join(tmpdir(), 'reconnect-permissions-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** @param {string[]} parts */
const modeOf = (...parts) => statSync(join(place, ...parts)).mode & 0o7777;

describe.skipIf(process.platform === 'win32')('modes', () => {
  it('makes folders that others can enter under a umask of 077', () => {
    const script = `
      process.umask(0o077);
      const { makeFolder } = await import(${JSON.stringify(new URL('./permissions.mjs', import.meta.url).href)});
      makeFolder(${JSON.stringify(join(place, 'above', 'below'))}, 0o755);`;
    const node = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(node.stderr).toBe('');
    expect([modeOf('above'), modeOf('above', 'below')]).toEqual([0o755, 0o755]);
  });

  it('opens a tree to readers, keeps programs programs, takes setuid away and follows no link', () => {
    const tree = join(place, 'tree');
    const outside = join(place, 'outside');
    mkdirSync(join(tree, 'sub'), { recursive: true, mode: 0o700 });
    writeFileSync(join(tree, 'sub', 'text'), '', { mode: 0o600 });
    writeFileSync(join(tree, 'program'), '', { mode: 0o700 });
    chmodSync(join(tree, 'program'), 0o4700);
    writeFileSync(outside, '', { mode: 0o600 });
    symlinkSync(outside, join(tree, 'link'));
    openToAll(tree);
    expect([modeOf('tree', 'sub'), modeOf('tree', 'sub', 'text'), modeOf('tree', 'program')]).toEqual([
      0o755, 0o644, 0o755
    ]);
    expect(modeOf('outside')).toBe(0o600);
  });
});

it.runIf(isRoot)('takes a copied tree over from another owner', () => {
  const tree = join(place, 'foreign');
  mkdirSync(tree);
  writeFileSync(join(tree, 'file'), '');
  for (const path of [tree, join(tree, 'file')]) chownSync(path, 65534, 65534);
  openToAll(tree);
  expect([statSync(tree).uid, statSync(join(tree, 'file')).uid]).toEqual([0, 0]);
});

describe.runIf(isRoot)('what is root’s alone', () => {
  const folder = join(place, 'owned');
  const file = join(folder, 'helper');
  const make = () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(file, '', { mode: 0o755 });
  };

  it('is a file of root’s in folders of root’s', () => {
    make();
    expect(isRootsAlone(file)).toBe(true);
  });

  it.each([
    ['the file is another’s', () => chownSync(file, 65534, 65534)],
    ['the folder is another’s', () => chownSync(folder, 65534, 65534)],
    ['all may write to the file', () => chmodSync(file, 0o777)],
    ['a group may write to the folder', () => chmodSync(folder, 0o775)]
  ])('is not where %s', (_what, change) => {
    make();
    change();
    expect(isRootsAlone(file)).toBe(false);
  });
});
