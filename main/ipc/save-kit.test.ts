import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { saveKit } from './save-kit';

const chosen = vi.hoisted(() => ({ answer: { canceled: true, filePaths: [] as string[] } }));
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => [] },
  dialog: { showOpenDialog: () => Promise.resolve(chosen.answer) }
}));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-kit-'));
  chosen.answer = { canceled: false, filePaths: [folder] };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const readings = [{ kind: 'service', name: 'TermService' }] as const;

it('writes the kit into a folder of its own where the person said, and again over an older one', async () => {
  for (let times = 0; times < 2; times += 1)
    expect(await saveKit(readings)).toEqual({ folder: basename(folder) });
  expect(readdirSync(folder)).toEqual(['Reconnect host kit']);
  expect(readdirSync(join(folder, 'Reconnect host kit')).sort()).toEqual(['Reconnect.cmd', 'Reconnect.ps1']);
});

it('writes nothing where no folder was chosen', async () => {
  chosen.answer = { canceled: true, filePaths: [folder] };
  expect(await saveKit(readings)).toEqual({ folder: null });
  expect(readdirSync(folder)).toEqual([]);
});

it("leaves another's file as it is", async () => {
  mkdirSync(join(folder, 'Reconnect host kit'));
  writeFileSync(join(folder, 'Reconnect host kit', 'Reconnect.cmd'), 'echo mine');
  await expect(saveKit(readings)).rejects.toMatchObject({
    key: 'pc.remote.kit.other-file',
    params: { name: 'Reconnect.cmd' }
  });
  expect(existsSync(join(folder, 'Reconnect host kit', 'Reconnect.ps1'))).toBe(false);
});

it('says that it could not be written', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  chosen.answer = { canceled: false, filePaths: [file] };
  await expect(saveKit(readings)).rejects.toMatchObject({
    key: 'pc.remote.kit.not-saved',
    params: { folder: 'file', code: 'ENOTDIR' }
  });
});
