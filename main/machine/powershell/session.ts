import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { EOL } from 'node:os';
import { PowerShell } from 'node-powershell';
import { isUnavailable, type Unavailable } from '../../../shared/model/machine-image';
import { unavailable } from '../fragment';
import { systemFolder } from '../programs/run';
import { frameReader } from './frame';
import { wordOf } from './request';
import { script, scriptVersion } from './script';

/** What the scripts can be asked: functions of theirs that answer with one frame. */
export type Verb =
  | 'Send-ReconnectImage'
  | 'Send-ReconnectConnected'
  | 'Send-ReconnectRemoteImage'
  | 'Send-ReconnectClosed'
  | 'Send-ReconnectCapture'
  | 'Send-ReconnectWritten';

/** One PowerShell, started when it is first asked and replaced when it does not answer. */
export interface ScriptSession {
  /**
   * Sends a request and gives the answer as data. One at a time, in the order of asking. Never rejects: what kept it from
   * answering is `unavailable`: `blocked` where PowerShell may not run the script, `timeout` after `deadlineMs`, `not-read`
   * after an abort, `not-supported` where there is no PowerShell, else `failed`.
   *
   * @param request ASCII, from `request.ts`; it travels as data and is never part of a script
   */
  readonly ask: (verb: Verb, request: string, deadlineMs: number, signal: AbortSignal) => Promise<unknown>;
  /** Ends the process, and whatever it started. */
  readonly close: () => Promise<void>;
}

export interface SessionOptions {
  /** Windows PowerShell's own program, by absolute path. */
  readonly executable?: string;
  /** Where the script lies as a file; without it, its text goes over stdin, which antivirus products like less. */
  readonly scriptFile?: string;
  /** More script text, loaded behind the script. It then goes over stdin, as the script's own text is wanted too. */
  readonly more?: string;
  /** PowerShell may show a dialog of its own, to ask for an account. */
  readonly prompts?: boolean;
  /** Milliseconds for PowerShell to start and load the script. Slow disks and virus scanners take their time. */
  readonly startMs?: number;
}

/** Where Windows has its PowerShell; present on every Windows from 7 on. */
export const powershellPath = (): string => `${systemFolder()}\\WindowsPowerShell\\v1.0\\powershell.exe`;

/** What happened first after a line was sent. */
type Heard =
  | { readonly json: string }
  | { readonly silent: 'ended' | 'gone' | 'late' | 'aborted'; readonly detail?: string };

interface Host {
  readonly shell: PowerShell;
  readonly child: ChildProcess;
  gone: boolean;
}

/**
 * Opens a session; no process is started before it is asked.
 *
 * node-powershell starts the process. Lines are written past its `invoke`: that waits for frames of its own, which never
 * come in Constrained Language, after an open quote, or when the whole output arrives in one piece with line ends of
 * Windows (it looks for them one character short of where they are), and then all later calls wait behind it.
 * https://github.com/rannn505/child-shell/blob/master/packages/child-shell/src/Shell.ts
 */
export function openSession(options: SessionOptions = {}): ScriptSession {
  const { startMs = 30_000 } = options;
  let host: Host | null = null;
  /** Why there will be no PowerShell; what was refused once is not tried again. */
  let refused: Unavailable | null = null;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  const discard = async (): Promise<void> => {
    const old = host;
    host = null;
    if (old) await end(old);
  };

  const start = async (signal: AbortSignal): Promise<Host | Unavailable> => {
    const ways = [
      ...(options.scriptFile === undefined || options.more !== undefined ? [] : [fromFile]),
      fromText(options.more)
    ];
    let last: Heard = { silent: 'gone' };
    for (const load of ways) {
      if (!host) {
        const opened = open(options);
        if (isUnavailable(opened)) return opened;
        host = opened;
      }
      last = await hear(host, (token) => `${load} Send-ReconnectHello '${token}'`, startMs, signal);
      if (isHello(last)) return host;
      if ('silent' in last && last.silent === 'aborted') break;
      // A refused file does not stop the session; one that does not answer, or is another version, is of no more use.
      if (!('silent' in last) || last.silent !== 'ended') await discard();
    }
    await discard();
    if (!('silent' in last)) return unavailable('failed', 'PowerShell ran another version of the script');
    if (last.silent === 'aborted') return unavailable('not-read');
    if (last.detail?.endsWith('ENOENT')) return unavailable('not-supported', 'PowerShell is not there');
    return unavailable('blocked', last.detail ?? 'PowerShell did not run the script');
  };

  const answer = async (
    verb: Verb,
    request: string,
    deadlineMs: number,
    signal: AbortSignal
  ): Promise<unknown> => {
    if (closed || signal.aborted) return unavailable('not-read');
    if (refused) return refused;
    if (host?.gone) await discard();
    const running = host ?? (await start(signal));
    if (isUnavailable(running)) {
      if (running.unavailable !== 'not-read') refused = running;
      return running;
    }
    const word = wordOf(request);
    const heard = await hear(running, (token) => `${verb} '${token}' '${word}'`, deadlineMs, signal);
    if ('json' in heard) return readJson(heard.json);
    if (heard.silent !== 'ended') await discard();
    switch (heard.silent) {
      case 'late':
        return unavailable('timeout', `PowerShell did not answer within ${deadlineMs} ms`);
      case 'aborted':
        return unavailable('not-read');
      case 'gone':
        return unavailable('failed', heard.detail ?? 'PowerShell ended');
      case 'ended':
        return unavailable('failed', 'PowerShell gave no answer');
    }
  };

  return {
    ask: (...asked) => {
      const mine = turn.then(() => answer(...asked));
      turn = mine;
      return mine;
    },
    close: async () => {
      closed = true;
      await discard();
    }
  };
}

/** The path stands in the environment, so that it is no part of the line whatever its characters. */
const fromFile = '. $env:RECONNECT_SCRIPT;';

/** One line whatever the text, which is ASCII: a function over several lines is never run by a shell that reads stdin. */
const fromText = (more?: string): string => {
  const text = (source: string): string =>
    `[Text.Encoding]::ASCII.GetString([Convert]::FromBase64String('${wordOf(source)}'))`;
  const behind = more === undefined ? '' : ` . ([ScriptBlock]::Create(${text(more)}));`;
  return `$ReconnectText = ${text(script)}; . ([ScriptBlock]::Create($ReconnectText));${behind}`;
};

function open(options: SessionOptions): Host | Unavailable {
  // node-powershell would start whatever program this names. https://github.com/rannn505/child-shell
  delete process.env['NODE_POWERSHELL'];
  const environment = { ...process.env };
  // Started from PowerShell 7, its modules would stand before those of Windows PowerShell, which cannot load them.
  for (const name of Object.keys(environment)) {
    if (name.toLowerCase() === 'psmodulepath') delete environment[name];
  }
  const programFiles = process.env['ProgramFiles'] ?? 'C:\\Program Files';
  environment['PSModulePath'] =
    `${programFiles}\\WindowsPowerShell\\Modules;${systemFolder()}\\WindowsPowerShell\\v1.0\\Modules`;
  if (options.scriptFile !== undefined) environment['RECONNECT_SCRIPT'] = options.scriptFile;
  let shell: PowerShell;
  try {
    shell = new PowerShell({
      executable: options.executable ?? powershellPath(),
      executableOptions: {
        '-NoProfile': true,
        ...(options.prompts === true ? {} : { '-NonInteractive': true }),
        '-ExecutionPolicy': 'RemoteSigned'
      },
      spawnOptions: { windowsHide: true, env: environment },
      throwOnInvocationError: false
    });
  } catch (error) {
    // Where a policy forbids PowerShell, Windows refuses the process at once.
    return unavailable('blocked', (error as NodeJS.ErrnoException).code ?? String(error));
  }
  // Its types keep both to itself.
  const { process: child, exitPromise } = shell as unknown as {
    process: ChildProcess;
    exitPromise: Promise<void>;
  };
  const host: Host = { shell, child, gone: false };
  const { stdin, stdout, stderr } = shell.streams;
  const gone = (): void => {
    host.gone = true;
  };
  for (const stream of [stdin, stdout, stderr]) stream.on('error', gone);
  // Nothing is learned from stderr; but a pipe that nobody empties would stop the process, and child-shell leaves it paused
  // after the first pieces.
  stderr.on('data', () => undefined);
  stderr.on('pause', () => stderr.resume());
  child.once('exit', gone);
  child.once('error', gone);
  // Rejects when the process cannot be started or ends badly, and nobody else listens all the time.
  exitPromise.catch(gone);
  return host;
}

/** Sends one line and waits for its answer, or for what makes an answer impossible. */
function hear(
  host: Host,
  line: (token: string) => string,
  deadlineMs: number,
  signal: AbortSignal
): Promise<Heard> {
  const token = randomBytes(12).toString('hex');
  const { shell, child } = host;
  const { stdin, stdout } = shell.streams;
  return new Promise((resolve) => {
    const settle = (heard: Heard): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      stdout.off('data', onData);
      child.off('exit', onExit);
      child.off('error', onError);
      resolve(heard);
    };
    const onAbort = (): void => settle({ silent: 'aborted' });
    const onError = (error: NodeJS.ErrnoException): void =>
      settle({ silent: 'gone', detail: `PowerShell: ${error.code ?? error.message}` });
    // What the process wrote before it ended may still be on its way.
    const onExit = (): void => void setImmediate(() => settle({ silent: 'gone' }));
    const read = frameReader(token, {
      onFrame: (json) => settle({ json }),
      onBroken: (detail) => settle({ silent: 'gone', detail })
    });
    const ended = `<ENDED ${token}>`;
    let tail = '';
    const onData = (piece: string | Buffer): void => {
      const text = piece.toString();
      read(text);
      tail += text;
      if (tail.includes(ended)) settle({ silent: 'ended' });
      tail = tail.slice(-ended.length);
    };
    const timer = setTimeout(() => settle({ silent: 'late' }), deadlineMs);
    signal.addEventListener('abort', onAbort);
    stdout.on('data', onData);
    child.once('exit', onExit);
    child.once('error', onError);
    if (host.gone) return settle({ silent: 'gone' });
    // The second line says that the first has ended without an answer; in two parts, so that an echo of it does not.
    stdin.write(`${line(token)}${EOL}Write-Output ('<ENDED ' + '${token}>')${EOL}`);
  });
}

/** Ends the process and all it started. */
function end({ shell, child, gone }: Host): Promise<void> {
  shell.streams.stdout.destroy();
  shell.streams.stderr.destroy();
  if (gone || child.pid === undefined) return Promise.resolve();
  if (process.platform !== 'win32') {
    child.kill('SIGKILL');
    return Promise.resolve();
  }
  const arguments_ = ['/pid', String(child.pid), '/t', '/f'];
  return new Promise((resolve) => {
    const ending = spawn(`${systemFolder()}\\taskkill.exe`, arguments_, {
      stdio: 'ignore',
      windowsHide: true
    });
    const finish = (): void => {
      child.kill();
      resolve();
    };
    ending.once('error', finish);
    ending.once('exit', finish);
  });
}

function isHello(heard: Heard): boolean {
  if (!('json' in heard)) return false;
  const hello = readJson(heard.json);
  return typeof hello === 'object' && hello !== null && 'version' in hello && hello.version === scriptVersion;
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return unavailable('failed', 'the answer of PowerShell is no JSON');
  }
}
