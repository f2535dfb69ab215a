import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Reading } from '../../shared/model/reading';
import { unavailable, type Fragment } from '../machine/fragment';
import { readImageFile } from '../machine/read-image';
import { NotReadable, type Door } from '../machine/door';
import { thisPc, type Ways } from '../machine/this-pc';
import { way, wayOfOne } from '../machine/way';
import { hostReport } from './host-report';
import type { Command } from './run-command';
import { selfTest } from './self-test';
import { UsageError } from './usage-error';

const folder = mkdtempSync(join(tmpdir(), 'reconnect-verbs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const readings: readonly Reading[] = [
  { kind: 'service', name: 'TermService' },
  { kind: 'section', section: 'updates' }
];
const ways = (native: Fragment, script: Fragment = {}): Ways => ({
  native: wayOfOne(
    () => Promise.resolve(native),
    ({ kind }) => kind === 'service'
  ),
  programs: way({}),
  script: wayOfOne(() => Promise.resolve(script))
});
const running: Fragment = { services: { TermService: { state: 'running' } } };

async function run(
  command: Command,
  words: string[],
  { json = false, live = false, stopped = false } = {}
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const output = {
    out: (text: string) => Promise.resolve(void (out += text)),
    err: (text: string) => Promise.resolve(void (err += text)),
    colour: false,
    live
  };
  const stop = new AbortController();
  if (stopped) stop.abort();
  return { code: await command.run(words, { json }, output, stop.signal), out, err };
}

describe('host-report', () => {
  let closed = 0;
  const door = (ways: Ways): Door => ({
    open: () => ({ ...thisPc(ways), close: () => Promise.resolve(void (closed += 1)) })
  });
  const command = hostReport(door(ways(running, { updates: unavailable('blocked') })), readings);
  const closedDoor: Door = {
    open: () => {
      throw new NotReadable('cli.this-pc.not-windows');
    }
  };

  it('writes the image and says how much of it could be read', async () => {
    const path = join(folder, 'pc9.json');
    const { code, out, err } = await run(command, [path]);
    expect({ code, err, closed }).toEqual({ code: 0, err: '', closed: 1 });
    expect(out).toMatch(/pc9\.json.* 1 readings, 1 more/);
    expect(await readImageFile(path)).toMatchObject({ closed: false, services: running['services'] });
  });

  it('shows progress on a terminal, not among the results', async () => {
    const { out, err } = await run(command, [join(folder, 'progress.json')], { live: true });
    expect(err).toContain('(2 of 2)');
    expect(out).not.toContain('of 2');
  });

  it('refuses before it reads when another file is in the way', async () => {
    const path = join(folder, 'notes.txt');
    writeFileSync(path, 'mine');
    await expect(run(hostReport(closedDoor, readings), [path])).rejects.toThrow(/notes\.txt/);
  });

  it('says in one line that the file could not be written', async () => {
    const { code, out, err } = await run(command, [join(folder, 'none', 'pc9.json')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^reconnect: [^\n]*ENOENT[^\n]*\n$/);
  });

  it('writes nothing when it is stopped', async () => {
    const { code, err } = await run(command, [join(folder, 'stopped.json')], { stopped: true });
    expect(code).toBe(2);
    expect(err).toContain('nothing was written');
    expect(readdirSync(folder)).not.toContain('stopped.json');
  });

  it.each([[[]], [['a', 'b']]])('takes one file, not %j', async (words) => {
    await expect(run(command, words)).rejects.toThrow(UsageError);
  });

  it('says in one line that this PC runs no Windows', async () => {
    const elsewhere = run(hostReport(closedDoor, readings), [join(folder, 'linux.json')]);
    await expect(elsewhere).rejects.toThrow(NotReadable);
    expect(readdirSync(folder)).not.toContain('linux.json');
  });
});

describe('self-test', () => {
  let closed = 0;
  const command = (ways: Ways): Command =>
    selfTest(() => ({ ways, close: () => Promise.resolve(void (closed += 1)) }), readings);

  it('ends with 0 when all ways agree', async () => {
    const { code, out } = await run(command(ways(running, { ...running, updates: [] })), []);
    expect(code).toBe(0);
    expect(out).toMatch(/services\/TermService +read +– +read +same/);
    expect(out).toMatch(/updates +– +– +read +one way only/);
    expect(closed).toBe(1);
    expect(out).toContain('1 the same, 0 differ, 0 could not be compared, 1 known to one way only');
  });

  it('ends with 1 when two differ, and shows where', async () => {
    const stopped: Fragment = { services: { TermService: { state: 'stopped' } }, updates: [] };
    const { code, out } = await run(command(ways(running, stopped)), []);
    expect(code).toBe(1);
    expect(out).toContain('services/TermService: state\n  native: "running"\n  script: "stopped"');
  });

  it('ends with 2 when a way could not read what it knows', async () => {
    const { code, out } = await run(command(ways(running, running)), []);
    expect(code).toBe(2);
    expect(out).toMatch(/updates +– +– +not read +could not/);
  });

  it('gives the same as one JSON object', async () => {
    const { code, out } = await run(command(ways(running, { ...running, updates: [] })), [], { json: true });
    expect(JSON.parse(out)).toMatchObject({
      schema: 'reconnect.self-test/1',
      readings: [
        {
          reading: 'services/TermService',
          result: 'same',
          said: { native: 'read', programs: null, script: 'read' }
        },
        { reading: 'updates', result: 'one-way' }
      ]
    });
    expect(code).toBe(0);
  });

  it('takes no words, and runs on Windows only', async () => {
    await expect(run(command(ways(running)), ['x'])).rejects.toThrow(UsageError);
    const elsewhere = selfTest(() => {
      throw new NotReadable('cli.this-pc.not-windows');
    }, readings);
    await expect(run(elsewhere, [])).rejects.toThrow(NotReadable);
  });
});
