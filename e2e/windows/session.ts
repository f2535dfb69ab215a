import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { windowsApp, windowsPrograms, windowsStandInApp } from '../../build/lib/windows-app.mjs';
import { runWine, windowsPath, type WineResult } from '../../build/lib/wine.mjs';

/** What the lane tells its tests: the environment of the Windows session, and the Windows Electron. */
export interface WindowsSession {
  readonly env: Readonly<Record<string, string>>;
  readonly electron: string;
}

let found: WindowsSession | null = null;

/** The session of this lane. Fails in one line outside of it: the prefix and its lock are the lane's. */
export function session(): WindowsSession {
  const told = process.env['RECONNECT_TEST_WINDOWS'];
  if (told === undefined) throw new Error('these tests need their lane: npm test -- windows');
  found ??= JSON.parse(told) as WindowsSession;
  return found;
}

/** Runs one of Windows' own programs (under Wine, Wine's). */
export const windows = (...args: readonly string[]): Promise<WineResult> =>
  runWine({ ...session().env }, [...args], { timeoutMs: 60_000 });

/** The same, failing unless it ends with 0. Only for those whose status means something there. */
export async function mustRun(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await windows(...args);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

/** The Windows Electron as plain Node, with a script. */
async function asNode(script: string, args: readonly string[], timeoutMs: number): Promise<WineResult> {
  const { env, electron } = session();
  const all = [electron, windowsPath(script), ...args];
  return runWine({ ...env, ELECTRON_RUN_AS_NODE: '1' }, all, { timeoutMs });
}

/** The built command line of the release, as it runs on a Windows PC: `this-pc --json`. */
export const runCli = (...args: readonly string[]): Promise<WineResult> =>
  asNode(join(windowsApp, 'out/main/cli.js'), args, 120_000);

/** The whole app of the release, started with words of the command line. */
export const runApp = (...args: readonly string[]): Promise<WineResult> => startApp(windowsApp, {}, args);

/** The same of the build with the stand-ins. @param more names its recording */
export const runStandInApp = (
  more: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<WineResult> => startApp(windowsStandInApp, more, args);

function startApp(
  folder: string,
  more: Readonly<Record<string, string>>,
  args: readonly string[]
): Promise<WineResult> {
  const { env, electron } = session();
  const switches = ['--no-sandbox', '--disable-gpu'];
  return runWine({ ...env, ...more }, [electron, ...switches, windowsPath(folder), ...args], {
    timeoutMs: 120_000
  });
}

/** A program of the tests, by its path below `e2e/windows` without the ending: `native/registry`. */
export const runProgram = (name: string, ...args: readonly string[]): Promise<WineResult> =>
  // All native cases run in one process: a minute here, and several where the machine is busy with others.
  asNode(join(windowsPrograms, `${name}.js`), args, 280_000);

/** A program of the tests that serves requests until it is stopped. */
export interface Worker {
  /** Rejects with what the program threw, and when it has ended. */
  readonly ask: <Answer>(work: string, request: unknown) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts such a program and waits until it is there. @param name as for `runProgram` */
export async function startWorker(name: string): Promise<Worker> {
  const { env, electron } = session();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const script = windowsPath(join(windowsPrograms, `${name}.js`));
  // To a file: what Wine starts for the session keeps it open, and the test process would be kept waiting by a pipe.
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-wine-'));
  const log = join(folder, 'stderr');
  const stderr = openSync(log, 'w');
  const child = spawn('wine', [electron, script, String(port)], {
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', stderr]
  });
  closeSync(stderr);
  let last = '';
  const said = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : last).trim();
  const ended = new Promise<void>((resolve) =>
    child.on('close', () => {
      last = said();
      rmSync(folder, { recursive: true, force: true });
      resolve();
    })
  );
  const socket = await new Promise<Socket>((resolve, reject) => {
    server.once('connection', resolve);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`${name} ended with ${code} before it was there: ${said()}`))
    );
  });
  server.close();

  const waiting = new Map<number, Waiting>();
  createInterface({ input: socket }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line) as { id: number; result: never; error?: string };
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(result);
    else one?.reject(new Error(`${name}: ${error}`));
  });
  const giveUp = (): void => {
    for (const { reject } of waiting.values())
      reject(new Error(`${name} ended in the middle of its work: ${said()}`));
    waiting.clear();
  };
  socket.on('close', giveUp);
  socket.on('error', giveUp);

  let lastId = 0;
  return {
    ask: (work, request) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        if (socket.destroyed) return reject(new Error(`${name} has ended`));
        waiting.set(id, { resolve, reject });
        socket.write(`${JSON.stringify({ id, work, request })}\n`);
      }),
    stop: async () => {
      socket.destroy();
      await ended;
    }
  };
}
