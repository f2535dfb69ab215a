import { spawn, type ChildProcess } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Unavailable } from '../../../shared/model/machine-image';
import { unavailable } from '../fragment';
import { isAvailable, systemDirectory } from '../native/library';

/**
 * What a program writes: UTF-16 or UTF-8 where it was asked for that, else the console's code page (`oem`), of which only
 * the ASCII part means anything here: code pages differ from PC to PC, and nothing that is read depends on words.
 */
export type Encoding = 'utf8' | 'utf16' | 'oem';

/** One call of one of Windows' own programs. */
export interface ProgramCall {
  /** Its file name in System32, such as `wevtutil.exe`. */
  readonly program: string;
  /** As they are: there is no shell that could take them for something else. */
  readonly args: readonly string[];
  readonly encoding: Encoding;
  /** Milliseconds until it is ended, with all it started. */
  readonly deadlineMs: number;
  /** Most bytes of output; a program that says more is ended. */
  readonly outputLimit: number;
}

/** How a program ended: what it means is for the caller to say. */
export interface Ended {
  /** Exit status, 0 to 4294967295. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Never rejects: what kept it from ending well is `unavailable`. */
export type RunProgram = (call: ProgramCall, signal: AbortSignal) => Promise<Ended | Unavailable>;

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of Windows' own programs: from Windows itself, since an elevated process must not believe the environment. */
export const systemFolder = (): string => (isAvailable() ? systemDirectory() : systemFolderOf());

/**
 * The same by the environment, for a process that cannot make native calls, and so is never the elevated one. A 32-bit process on 64-bit Windows sees another folder under that name and reaches
 * the real one as Sysnative. https://learn.microsoft.com/windows/win32/winprog64/file-system-redirector
 */
export function systemFolderOf(
  environment: Environment = process.env,
  architecture: string = process.arch
): string {
  const named = environment['SystemRoot'] ?? '';
  const root = /^[a-z]:\\[^\p{Cc}<>"|?*]*$/iu.test(named) ? named.replace(/\\+$/, '') : 'C:\\Windows';
  const redirected = architecture === 'ia32' && environment['PROCESSOR_ARCHITEW6432'] !== undefined;
  return `${root}\\${redirected ? 'Sysnative' : 'System32'}`;
}

/** After a program has ended, output that something it started still holds open is waited for no longer than this. */
const leftOpenMs = 500;
/** After it was told to end; then it is left behind, and the answer does not wait for it. */
const endingMs = 2000;

/** Runs the programs of one folder, by absolute path. */
export const runFrom =
  (folder: string): RunProgram =>
  async (call, signal) => {
    if (!/^[a-z0-9]+\.exe$/i.test(call.program)) {
      return unavailable('failed', `${call.program} is no name of a program`);
    }
    if (signal.aborted) return unavailable('not-read');
    const path = join(folder, call.program);
    const there = await stat(path).catch(() => null);
    if (!there?.isFile()) return unavailable('not-supported', `${call.program} is not there`);
    return run(path, folder, call, signal);
  };

function run(
  path: string,
  folder: string,
  call: ProgramCall,
  signal: AbortSignal
): Promise<Ended | Unavailable> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(path, [...call.args], {
        // Windows looks for libraries in the working directory too: it is the system's own.
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        // A process group of its own, so that all of it can be ended. On Windows that would open a console.
        detached: process.platform !== 'win32'
      });
    } catch (error) {
      // Arguments that no process can have, such as one with a NUL.
      resolve(unavailable('failed', messageOf(error)));
      return;
    }
    const output: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    let size = 0;
    let why: Unavailable | null = null;
    let settled = false;
    const timers: NodeJS.Timeout[] = [];
    const settle = (result: Ended | Unavailable): void => {
      if (settled) return;
      settled = true;
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(result);
    };
    const end = (reason: Unavailable): void => {
      if (why || settled) return;
      why = reason;
      endTree(child, folder);
      timers.push(setTimeout(() => settle(reason), endingMs));
    };
    const onAbort = (): void => end(unavailable('not-read'));
    signal.addEventListener('abort', onAbort);
    timers.push(
      setTimeout(
        () => end(unavailable('timeout', `${call.program} did not end within ${call.deadlineMs} ms`)),
        call.deadlineMs
      )
    );

    const ended = (): void => {
      if (why) return settle(why);
      settle({
        status: (child.exitCode ?? -1) >>> 0,
        stdout: decode(Buffer.concat(output.stdout), call.encoding),
        stderr: decode(Buffer.concat(output.stderr), call.encoding)
      });
    };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.on('data', (bytes: Buffer) => {
        size += bytes.length;
        if (size > call.outputLimit) {
          end(unavailable('failed', `${call.program} gave more than ${call.outputLimit} bytes`));
        } else output[name].push(bytes);
      });
      child[name]?.on('error', (error) => end(unavailable('failed', messageOf(error))));
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EACCES' || error.code === 'EPERM' ? 'blocked' : 'failed';
      settle(why ?? unavailable(reason, `${call.program}: ${error.code ?? error.message}`));
    });
    child.on('exit', (_status, ending) => {
      if (ending !== null && !why) why = unavailable('failed', `${call.program} was ended by ${ending}`);
      timers.push(setTimeout(ended, leftOpenMs));
    });
    child.on('close', ended);
  });
}

/** Ends a process and all it started; a tree that cannot be ended is left, its output is no longer read. */
function endTree(child: ChildProcess, folder: string): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    const end = spawn(join(folder, 'taskkill.exe'), ['/pid', String(child.pid), '/t', '/f'], {
      stdio: 'ignore',
      windowsHide: true
    });
    end.on('error', () => child.kill());
    end.on('exit', () => child.kill());
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
    child.kill('SIGKILL');
  }
}

/** Text from bytes; half a character at the end is the replacement character. */
function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'oem') return bytes.toString('latin1');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (encoding === 'utf16' && looksLikeUtf16(bytes)) return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** The markup of what these programs write is ASCII, so that in UTF-16 the second byte of its beginning is 0. */
const looksLikeUtf16 = (bytes: Buffer): boolean => bytes.length >= 2 && bytes[0] !== 0 && bytes[1] === 0;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
