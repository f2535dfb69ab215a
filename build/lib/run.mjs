import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

/**
 * Runs a program with its stdout moved to our stderr and gives its exit status. A time limit ends it with SIGKILL.
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number, quiet?: boolean }} [options]
 * @returns {Promise<number>} 127 when the program does not exist, 128 plus the signal when it was ended by one
 */
export function runToStderr(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: options.quiet ? ['ignore', 'ignore', 'ignore'] : ['ignore', 2, 2]
    });
    const timer = options.timeoutMs ? setTimeout(() => child.kill('SIGKILL'), options.timeoutMs) : undefined;
    child.on('error', () => {
      clearTimeout(timer);
      resolve(127);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(exitStatus(code, signal));
    });
  });
}

/**
 * Runs a program in our place: same terminal, same pipes, signals handed on, its exit status given back.
 * @param {string} command @param {string[]} args @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runInPlace(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? process.cwd(),
      env: options.env ?? process.env,
      stdio: 'inherit'
    });
    /** @type {NodeJS.Signals[]} */
    const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    // Ctrl+C at a terminal reaches the child by itself; a second one would look like impatience.
    const byTerminal = process.stdin.isTTY;
    const handlers = passedOn.map((signal) => {
      const handler = () => {
        if (!(byTerminal && signal === 'SIGINT')) child.kill(signal);
      };
      process.on(signal, handler);
      return () => process.off(signal, handler);
    });
    const stop = () => handlers.forEach((off) => off());
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stop();
      resolve(exitStatus(code, signal));
    });
  });
}

/**
 * What a program prints on stdout, and whether it succeeded.
 * @param {string} command @param {string[]} args @param {{ timeoutMs?: number, env?: NodeJS.ProcessEnv, cwd?: string, input?: string }} [options]
 */
export function ask(command, args, options = {}) {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    env: options.env ?? process.env,
    timeout: options.timeoutMs ?? 60_000,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.input === undefined ? {} : { input: options.input }),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore']
  });
  return { ok: result.status === 0, text: result.stdout ?? '' };
}

/** As a shell counts it. @param {number | null} code @param {NodeJS.Signals | null} signal */
function exitStatus(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
