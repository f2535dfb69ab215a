import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFrom, systemFolderOf, type Ended, type ProgramCall } from './run';

const folder = mkdtempSync(join(tmpdir(), 'reconnect-run-'));
const run = runFrom(folder);
const never = new AbortController().signal;

/** A real little program with a name as in System32. */
function program(name: string, script: string): string {
  const path = join(folder, `${name}.exe`);
  writeFileSync(path, `#!${process.execPath}\n${script}\n`);
  chmodSync(path, 0o755);
  return `${name}.exe`;
}
const call = (program: string, more: Partial<ProgramCall> = {}): ProgramCall => ({
  program,
  args: [],
  encoding: 'utf8',
  deadlineMs: 10_000,
  outputLimit: 1_000_000,
  ...more
});
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
async function until(holds: () => boolean): Promise<void> {
  const started = Date.now();
  while (!holds() && Date.now() - started < 5000) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(holds()).toBe(true);
}

beforeAll(() => {
  program('argv', 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the folder of the system', () => {
  it('is System32 of where Windows is', () => {
    expect(systemFolderOf({ SystemRoot: 'D:\\Windows\\' }, 'x64')).toBe('D:\\Windows\\System32');
  });

  it('is Sysnative for a 32-bit process on 64-bit Windows alone', () => {
    const wow = { SystemRoot: 'C:\\WINDOWS', PROCESSOR_ARCHITEW6432: 'AMD64' };
    expect(systemFolderOf(wow, 'ia32')).toBe('C:\\WINDOWS\\Sysnative');
    expect(systemFolderOf({ SystemRoot: 'C:\\WINDOWS' }, 'ia32')).toBe('C:\\WINDOWS\\System32');
    expect(systemFolderOf(wow, 'x64')).toBe('C:\\WINDOWS\\System32');
  });

  it.each([undefined, '', '\\\\server\\share', 'relative', 'C:\\a"b'])(
    'is never taken from %j',
    (SystemRoot) => {
      expect(systemFolderOf({ SystemRoot }, 'x64')).toBe('C:\\Windows\\System32');
    }
  );
});

describe.skipIf(process.platform === 'win32')('a program', () => {
  it('gets its arguments as they are, without a shell', async () => {
    const args = ['$(id)', '`id`', '"quoted"', "it's", 'a b', '', '%PATH%', '*', 'ü\u2019\n'];
    const { stdout } = (await run(call('argv.exe', { args }), never)) as Ended;
    expect(JSON.parse(stdout)).toEqual(args);
  });

  it('gives its exit status and both outputs as data', async () => {
    program('fails', 'process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 5');
    expect(await run(call('fails.exe'), never)).toEqual({ status: 5, stdout: 'out', stderr: 'err' });
  });

  it('that is not there is not supported', async () => {
    mkdirSync(join(folder, 'directory.exe'));
    for (const name of ['missing.exe', 'directory.exe']) {
      expect(await run(call(name), never)).toMatchObject({ unavailable: 'not-supported' });
    }
  });

  it.each(['../argv.exe', '/bin/sh', 'argv', 'a b.exe', ''])(
    'is a bare name: %j is refused',
    async (name) => {
      expect(await run(call(name), never)).toMatchObject({ unavailable: 'failed' });
    }
  );

  it('that may not be run is blocked', async () => {
    writeFileSync(join(folder, 'locked.exe'), '#!/bin/sh\n', { mode: 0o644 });
    expect(await run(call('locked.exe'), never)).toMatchObject({ unavailable: 'blocked' });
  });

  it('is refused with an argument that no process can have', async () => {
    expect(await run(call('argv.exe', { args: ['a\0b'] }), never)).toMatchObject({ unavailable: 'failed' });
  });

  it('that is too slow is ended with all that it started', async () => {
    const pids = join(folder, 'pids');
    program(
      'slow',
      `const { spawn } = require('node:child_process');
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       require('node:fs').writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + child.pid);
       setInterval(() => {}, 1000);`
    );
    const started = Date.now();
    const result = await run(call('slow.exe', { deadlineMs: 3000 }), never);
    expect(result).toMatchObject({ unavailable: 'timeout' });
    expect(Date.now() - started).toBeLessThan(7000);
    const [parent = 0, child = 0] = readFileSync(pids, 'utf8').split(' ').map(Number);
    await until(() => !isAlive(parent) && !isAlive(child));
  });

  it('that leaves a child holding its output is answered all the same', async () => {
    program(
      'leaves',
      `const { spawn } = require('node:child_process');
       spawn(process.execPath, ['-e', 'setTimeout(() => {}, 4000)'], { stdio: 'inherit', detached: true }).unref();
       process.stdout.write('done');`
    );
    const started = Date.now();
    expect(await run(call('leaves.exe'), never)).toMatchObject({ status: 0, stdout: 'done' });
    expect(Date.now() - started).toBeLessThan(3500);
  });

  it('that never stops talking is ended at the limit', async () => {
    program('huge', 'const b = "x".repeat(65536); (function go() { process.stdout.write(b, go); })();');
    const result = await run(call('huge.exe', { outputLimit: 100_000 }), never);
    expect(result).toMatchObject({ unavailable: 'failed' });
    expect(JSON.stringify(result)).toContain('100000 bytes');
  });

  it('that dies is no success', async () => {
    program('dies', 'process.stdout.write("half", () => process.kill(process.pid, "SIGSEGV"))');
    expect(await run(call('dies.exe'), never)).toMatchObject({ unavailable: 'failed' });
  });

  it('is ended when nobody wants the answer any more', async () => {
    program('waits', 'setInterval(() => {}, 1000)');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    expect(await run(call('waits.exe'), stop.signal)).toEqual({ unavailable: 'not-read' });
    expect(await run(call('waits.exe'), stop.signal)).toEqual({ unavailable: 'not-read' });
  });

  it('may write a character in two pieces, or half of one', async () => {
    program(
      'pieces',
      `const bytes = Buffer.from('aü');
       process.stdout.write(bytes.subarray(0, 2));
       setTimeout(() => process.stdout.write(Buffer.concat([bytes.subarray(2), Buffer.from([0xc3])])), 100);`
    );
    expect(await run(call('pieces.exe'), never)).toMatchObject({ stdout: 'aü\uFFFD' });
  });

  it.each([
    ['UTF-16 with a mark', 'Buffer.from("\\uFEFF<ü/>", "utf16le")', '<ü/>'],
    ['UTF-16 without one', 'Buffer.from("<ü/>", "utf16le")', '<ü/>'],
    ['UTF-16 cut in a character', 'Buffer.from("<a", "utf16le").subarray(0, 3)', '<\uFFFD'],
    ['UTF-8 although UTF-16 was asked for', 'Buffer.from("<ü/>")', '<ü/>']
  ])('is read in %s', async (_name, bytes, text) => {
    program('encoded', `process.stdout.write(${bytes})`);
    expect(await run(call('encoded.exe', { encoding: 'utf16' }), never)).toMatchObject({ stdout: text });
  });

  it('keeps its ASCII part whatever the code page is', async () => {
    program('oem', 'process.stdout.write(Buffer.from([0x30, 0x81, 0xff, 0x31]))');
    expect(await run(call('oem.exe', { encoding: 'oem' }), never)).toMatchObject({ stdout: '0\u0081ÿ1' });
  });
});
