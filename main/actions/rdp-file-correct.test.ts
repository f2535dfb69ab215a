import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pcOf } from '../changes/pc';
import { WriteFailed } from '../machine/writing';
import { makeAction } from './make';
import { correctedFile, correctionsFor } from './parts/rdp-lines';
import { planAction } from './plan';
import { undoAction } from './undo';
import { actionFix, world, type World } from './world.test-data';

const fix = actionFix('rdp-file-correct');
const file = '%USERPROFILE%\\Documents\\pc9.rdp';
const params = { file, line: 'server port:i:3389' };
const lines = ['full address:s:pc9:3390', 'server port:i:3390', 'audiomode:i:0'];

const corrected = (bytes: Buffer, line: string): Buffer => correctedFile(bytes, correctionsFor(line) ?? []);
const marked = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('a corrected .rdp file', () => {
  it('has the corrected line and all else as it was', () => {
    const text = 'full address:s:pc9\r\nEnableCredSspSupport:i:0\r\naudiomode:i:0';
    expect(corrected(marked(text), 'enablecredsspsupport:i:1')).toEqual(
      marked('full address:s:pc9\r\nenablecredsspsupport:i:1\r\naudiomode:i:0')
    );
    // Bytes that are no UTF-8: the code page of whoever wrote it.
    const ansi = Buffer.from('username:s:J\xfcrgen\ngatewayusagemethod:i:1\n', 'latin1');
    expect(corrected(ansi, 'gatewayusagemethod:i:0')).toEqual(
      Buffer.from('username:s:J\xfcrgen\ngatewayusagemethod:i:0\n', 'latin1')
    );
    const utf8 = Buffer.from('\ufeffusername:s:Jürgen\r\nserver port:i:1\r\n');
    expect(corrected(utf8, 'server port:i:3389')).toEqual(
      Buffer.from('\ufeffusername:s:Jürgen\r\nserver port:i:3389\r\n')
    );
  });

  it('gets a line that was not there at its end', () => {
    expect(corrected(Buffer.from('full address:s:pc9'), 'gatewayusagemethod:i:0').toString()).toBe(
      'full address:s:pc9\r\ngatewayusagemethod:i:0\r\n'
    );
    expect(corrected(Buffer.from('a:i:1\n'), 'gatewayusagemethod:i:0').toString()).toBe(
      'a:i:1\ngatewayusagemethod:i:0\n'
    );
    expect(corrected(Buffer.alloc(0), 'gatewayusagemethod:i:0').toString()).toBe(
      'gatewayusagemethod:i:0\r\n'
    );
  });

  it('names the port once: behind the address another one would win', () => {
    const address = (said: string): string =>
      corrected(Buffer.from(`full address:s:${said}\r\n`), 'server port:i:3389')
        .toString()
        .split('\r\n')[0] ?? '';
    expect(address('pc9:3390')).toBe('full address:s:pc9');
    expect(address('[fe80::1]:3390')).toBe('full address:s:[fe80::1]');
    expect(address('fe80::1')).toBe('full address:s:fe80::1');
    expect(address('pc9')).toBe('full address:s:pc9');
  });

  it('has no signature, which would not hold', () => {
    const signed =
      'server port:i:3390\r\nsignscope:s:Server Port\r\nsignature:s:AQABAAEAAAB\r\nprompt:i:1\r\n';
    expect(corrected(marked(signed), 'server port:i:3389')).toEqual(
      marked('server port:i:3389\r\nprompt:i:1\r\n')
    );
  });

  it('never gets a line that is no cure', () => {
    for (const line of [
      'remoteapplicationprogram:s:cmd',
      'drivestoredirect:s:*',
      'enablecredsspsupport:i:0',
      'gatewayusagemethod:i:1',
      'server port:i:0',
      'server port:i:65536',
      'server port:i:3389\r\nalternate shell:s:cmd'
    ])
      expect(correctionsFor(line), line).toBeNull();
  });
});

const withFile =
  (...all: string[]) =>
  (pc: World['pc']): void => {
    pc.rdpFiles = [{ path: file, lines: all }];
  };

describe('correcting an .rdp file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reconnect-rdp-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The real files of a folder, in which `\` is a part of names. */
  function realFiles() {
    const at = (path: string): string => join(folder, path.replace(/^.*\\/, ''));
    return {
      isThere: async (path: string) => (await readdir(folder)).includes(path.replace(/^.*\\/, '')),
      read: (path: string) => readFile(at(path)).catch(() => null),
      create: (path: string, bytes: Buffer) => writeFile(at(path), bytes, { flag: 'wx' }),
      removeFile: (path: string) => rm(at(path))
    };
  }
  const text = lines.join('\r\n');

  it('writes a copy beside it under a free name, and takes back that one', async () => {
    const { desk, doors } = world(withFile(...lines), { files: realFiles() });
    await writeFile(join(folder, 'pc9.rdp'), text);
    await writeFile(join(folder, 'pc9 (corrected).rdp'), 'of somebody else');
    const plan = await makeAction(desk, doors, fix, params);
    expect(plan.changes.map(({ where, before, after }) => [where, before, after])).toEqual([
      ['rdpFiles/%USERPROFILE%\\Documents\\pc9.rdp/server port', 'server port:i:3390', 'server port:i:3389'],
      [
        'rdpFiles/%USERPROFILE%\\Documents\\pc9.rdp/full address',
        'full address:s:pc9:3390',
        'full address:s:pc9'
      ],
      ['%USERPROFILE%\\Documents\\pc9 (corrected 2).rdp', null, 'new']
    ]);
    expect(await readFile(join(folder, 'pc9 (corrected 2).rdp'), 'utf8')).toContain('server port:i:3389');
    expect(await readFile(join(folder, 'pc9.rdp'), 'utf8')).toBe(text);
    const undo = () => undoAction(desk, doors, plan.changeId ?? '', { force: false, dryRun: false });
    expect((await undo()).applied).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['pc9 (corrected).rdp', 'pc9.rdp']);
    expect(await undo()).toMatchObject({ applied: false, alreadyRight: true });
  });

  it('does not take away a copy that somebody has gone on working with', async () => {
    const { desk, doors } = world(withFile(...lines), { files: realFiles() });
    await writeFile(join(folder, 'pc9.rdp'), text);
    const { changeId } = await makeAction(desk, doors, fix, params);
    await writeFile(join(folder, 'pc9 (corrected).rdp'), 'changed');
    const undo = (force: boolean) => undoAction(desk, doors, changeId ?? '', { force, dryRun: false });
    await expect(undo(false)).rejects.toMatchObject({ reason: 'drifted' });
    expect((await undo(true)).applied).toBe(true);
  });

  it('says that the folder takes no file', async () => {
    const create = (): Promise<void> => Promise.reject(new WriteFailed('ENOSPC'));
    const { desk, doors, done } = world(withFile(...lines), { files: { ...realFiles(), create } });
    await writeFile(join(folder, 'pc9.rdp'), text);
    await expect(makeAction(desk, doors, fix, params)).rejects.toMatchObject({
      reason: 'failed',
      where: '%USERPROFILE%\\Documents\\pc9 (corrected).rdp',
      detail: 'ENOSPC'
    });
    expect(done.at(-1)).toBe('journal: failed');
  });

  it('is about files that were read, and about lines that are wrong', () => {
    const plan = (all: string[], asked = params) =>
      planAction(pcOf(JSON.parse(JSON.stringify(world(withFile(...all)).pc)) as never), fix, asked);
    expect(plan(['server port:i:3389'])).toMatchObject({ changes: [], alreadyRight: true });
    expect(plan([...lines, 'signscope:s:Server Port']).changes).toContainEqual({
      setting: 'rdp-file-signature',
      where: `rdpFiles/${file}/signscope`,
      before: 'signed',
      after: null
    });
    expect(() => plan(lines, { ...params, file: 'C:\\Windows\\win.ini' })).toThrow(
      expect.objectContaining({ reason: 'not-there' })
    );
    expect(() => plan(lines, { ...params, line: 'alternate shell:s:cmd' })).toThrow(
      expect.objectContaining({ reason: 'not-supported' })
    );
  });
});
