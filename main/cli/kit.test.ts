import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exit } from './exit-code';
import { kitCommand } from './kit';
import type { Output } from './output';
import { UsageError } from './usage-error';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const output: Output = {
    out: (text) => Promise.resolve(void (out += text)),
    err: (text) => Promise.resolve(void (err += text)),
    colour: false,
    live: false
  };
  const code = await kitCommand([{ kind: 'service', name: 'TermService' }]).run(
    words,
    {},
    output,
    new AbortController().signal
  );
  return { code, out, err };
}

describe('reconnect kit', () => {
  it('writes the script and what starts it, into a folder that it makes', async () => {
    const place = join(folder, 'new', 'kit');
    expect(await run(place)).toMatchObject({ code: exit.ok, err: '' });
    expect(readdirSync(place).sort()).toEqual(['Reconnect.cmd', 'Reconnect.ps1']);
    expect(readFileSync(join(place, 'Reconnect.ps1'), 'latin1')).toContain('service\tTermService\r\n');
  });

  it('replaces an older kit', async () => {
    await run(folder);
    writeFileSync(join(folder, 'Reconnect.cmd'), '@rem Reconnect host kit: of long ago');
    expect((await run(folder)).code).toBe(exit.ok);
    expect(readFileSync(join(folder, 'Reconnect.cmd'), 'latin1')).toContain('Sysnative');
  });

  it("leaves another's file as it is, and then writes nothing at all", async () => {
    writeFileSync(join(folder, 'Reconnect.cmd'), 'echo mine');
    await expect(run(folder)).rejects.toThrow(UsageError);
    expect(readFileSync(join(folder, 'Reconnect.cmd'), 'utf8')).toBe('echo mine');
    expect(existsSync(join(folder, 'Reconnect.ps1'))).toBe(false);
    rmSync(join(folder, 'Reconnect.cmd'));
    mkdirSync(join(folder, 'Reconnect.cmd'));
    await expect(run(folder)).rejects.toThrow(/no part of a kit/);
  });

  it('says in one line that it could not be written, and leaves nothing half written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, out, err } = await run(join(file, 'kit'));
    expect({ code, out }).toEqual({ code: exit.notChecked, out: '' });
    expect(err).toMatch(/^reconnect: .*could not be written \(ENOTDIR\)\n$/);
  });

  it('asks for one folder', async () => {
    await expect(run()).rejects.toThrow(UsageError);
    await expect(run(folder, 'other')).rejects.toThrow(/other/);
  });
});
