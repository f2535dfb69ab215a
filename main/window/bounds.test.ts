import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { firstSize, loadBounds, placeWindow, saveBounds } from './bounds';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 984 };
const saved = { x: 2000, y: 100, width: 1000, height: 700, maximized: false };

describe('placeWindow', () => {
  it('opens at its first size where nothing was saved', () => {
    expect(placeWindow(null, [screen])).toEqual(firstSize);
  });
  it('opens where it was', () => {
    expect(placeWindow(saved, [screen, second])).toEqual({ x: 2000, y: 100, width: 1000, height: 700 });
  });
  it('comes back when its screen is gone', () => {
    expect(placeWindow(saved, [screen])).toEqual(firstSize);
  });
  it('does not keep a title bar above the screen', () => {
    expect(placeWindow({ ...saved, y: -300 }, [screen, second])).toEqual(firstSize);
  });
  it('fits a smaller screen', () => {
    const small = { x: 0, y: 0, width: 1024, height: 600 };
    expect(placeWindow({ ...saved, x: 0, y: 0, width: 1800, height: 1000 }, [small])).toEqual({
      x: 0,
      y: 0,
      width: 1024,
      height: 600
    });
    expect(placeWindow(null, [small])).toEqual({ width: 1024, height: 600 });
  });
  it('does not become smaller than what can be used', () => {
    expect(placeWindow({ ...saved, width: 10, height: 10, x: 2500 }, [screen, second])).toEqual(firstSize);
    expect(placeWindow({ ...saved, width: 200, height: 10 }, [screen, second])).toMatchObject({
      width: 800,
      height: 560
    });
  });
});

describe('the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-bounds-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (): string => join(mkdtempSync(join(folder, 'one-')), 'window.json');

  it('gives back what was saved', () => {
    const path = file();
    saveBounds(path, saved);
    expect(loadBounds(path)).toEqual(saved);
  });
  it.each(['', '{', 'null', '{"x":1}', '{"x":1e999,"y":0,"width":1,"height":1,"maximized":false}'])(
    'is as good as none when it holds %j',
    (content) => {
      const path = file();
      writeFileSync(path, content);
      expect(loadBounds(path)).toBeNull();
    }
  );
  it('may be missing', () => {
    expect(loadBounds(file())).toBeNull();
  });
});
