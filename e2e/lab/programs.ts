import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit, freshPath } from './scratch';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from start to end. */
  readonly durationMs: number;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Milliseconds until the program is killed and `run` fails; 30,000 unless said. */
  readonly deadlineMs?: number;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a program to its end, whatever its exit status. Fails when it cannot be started or misses its deadline. */
export function run(command: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const [program = '', ...args] = command;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe']
    });
    let stdout = '';
    let stderr = '';
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new Error(
          `${command.join(' ')} did not end; it had printed ${stdout.slice(0, 400)} ${stderr.slice(0, 400)}`
        )
      );
    }, options.deadlineMs ?? 30_000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => {
      clearTimeout(deadline);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(deadline);
      resolve({ code, stdout, stderr, durationMs: performance.now() - started });
    });
    // A program that ends without reading its input breaks the pipe; its exit status says what went wrong.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    options.onStart?.(child);
  });
}

/** Runs a program that must succeed; fails with what it printed otherwise. */
export async function must(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const done = await run(command, options);
  if (done.code !== 0)
    throw new Error(`${command.join(' ')} ended with ${String(done.code)}: ${done.stderr}${done.stdout}`);
  return done.stdout;
}

export interface Daemon {
  readonly pid: number;
  /** All it has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface DaemonOptions {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Asked again and again until it is true. */
  readonly ready: (pid: number, log: () => string) => boolean;
  /** Network namespace to run in. */
  readonly inside?: string | undefined;
  /** Host name the program sees as its own. */
  readonly hostname?: string | undefined;
}

/**
 * Starts a server and waits until it is ready. The kernel ends it when this process dies, however it dies, so a
 * crashed run leaves none behind.
 */
export async function startDaemon(command: readonly string[], options: DaemonOptions): Promise<Daemon> {
  const logFile = freshPath(`${options.name}.log`);
  const output = openSync(logFile, 'w');
  // Each word replaces the one before by exec, so the pid stays that of the server.
  const line = [
    ...(options.inside === undefined ? [] : ['ip', 'netns', 'exec', options.inside]),
    'setpriv',
    '--pdeathsig',
    'KILL',
    ...(options.hostname === undefined
      ? []
      : [
          'unshare',
          '--uts',
          'sh',
          '-c',
          'echo "$0" > /proc/sys/kernel/hostname && exec "$@"',
          options.hostname
        ]),
    ...command
  ];
  const [program = '', ...args] = line;
  const child = spawn(program, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', output, output],
    detached: true
  });
  closeSync(output);
  const log = (): string => readFileSync(logFile, 'utf8');
  let ended: string | null = null;
  const end = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = error.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      ended = `ended with ${String(code ?? signal)}`;
      resolve();
    });
  });
  const pid = child.pid ?? 0;
  const kill = (): void => {
    if (ended !== null || pid === 0) return;
    try {
      // The whole group: xrdp forks for each connection.
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  atExit(kill);
  const limit = performance.now() + 15_000;
  const isEnded = (): string | null => ended;
  for (;;) {
    const why = isEnded();
    if (why !== null) throw new Error(`${options.name}: ${why}\n${log()}`);
    if (options.ready(pid, log)) break;
    if (performance.now() > limit) {
      kill();
      throw new Error(`${options.name} was not ready within 15 s\n${log()}`);
    }
    await sleep(20);
  }
  return {
    pid,
    log,
    stop: async () => {
      kill();
      await end;
    }
  };
}

const listenState = '0A';

/** Whether something listens at that address and TCP port, in the network namespace of that process. Makes no connection. */
export function isListening(pid: number, address: string, port: number): boolean {
  const wanted = `${kernelAddress(address)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const table = address.includes(':') ? 'tcp6' : 'tcp';
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/net/${table}`, 'utf8');
  } catch (error) {
    // The process can end between the question and the answer; the caller notices that by itself.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EINVAL'))
      return false;
    throw error;
  }
  return text.split('\n').some((row) => {
    const [, local, , state] = row.trim().split(/\s+/);
    return local === wanted && state === listenState;
  });
}

/** An address as /proc/net/tcp writes it: 32-bit words in the byte order of the machine (little-endian here). */
function kernelAddress(address: string): string {
  const bytes = address.includes(':') ? ipv6Bytes(address) : address.split('.').map(Number);
  let text = '';
  for (let word = 0; word < bytes.length; word += 4) {
    for (const byte of bytes.slice(word, word + 4).reverse())
      text += byte.toString(16).toUpperCase().padStart(2, '0');
  }
  return text;
}

function ipv6Bytes(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : text.split(':');
  const front = groups(head);
  const back = groups(tail);
  const all = [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
  return all.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}
