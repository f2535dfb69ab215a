import { spawn } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startDisplays } from './display.mjs';
import { withLock } from './lock.mjs';
import { SetUpError } from './packages.mjs';
import { cacheFolder } from './paths.mjs';
import { ask } from './run.mjs';
import { say } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** Changes when a prefix is made in another way: those of before are then left alone. */
const recipe = 1;

/**
 * Programs of Wine 8 that print nothing and exit 0 whatever they are told. Without them a lane cannot take their silence
 * for an answer: what starts one is told that it does not exist, as it would be of any program that Wine lacks.
 */
const pretenders = [
  'arp.exe',
  'certutil.exe',
  'dism.exe',
  'findstr.exe',
  'icacls.exe',
  'netsh.exe',
  'secedit.exe',
  'shutdown.exe',
  'systeminfo.exe',
  'tasklist.exe',
  'wevtutil.exe',
  'where.exe',
  'WindowsPowerShell/v1.0/powershell.exe'
];

const fontsKey = 'HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Fonts';
const crashKey = 'HKCU\\Software\\Wine\\WineDbg';
/** Wine makes them, empty, at the first dialog and at the first ShellExecute: no test may take them for a change of the app's. */
const keysOfWine = [
  'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\MMDevices\\Audio\\Capture',
  'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\MMDevices\\Audio\\Render',
  'HKLM\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
];
/** What the windows of Windows are written in, by the names that Windows registers them with. */
const windowFonts = { 'Tahoma (TrueType)': 'tahoma.ttf', 'Tahoma Bold (TrueType)': 'tahomabd.ttf' };

/** The registry as Wine keeps it. A prefix holds a copy of each from when it was made. */
const registryFiles = ['system.reg', 'user.reg', 'userdef.reg'];

/**
 * A Wine prefix: one Windows for tests. It says that it is a Windows 10.
 * @typedef {object} Prefix
 * @property {string} folder
 */

/**
 * The prefix of this machine, made when it is not there yet. Its folder appears whole or not at all.
 * @returns {Promise<Prefix | { missing: string }>} in one line what is missing, when there is none
 */
export async function winePrefix() {
  if (process.platform !== 'linux') return { missing: 'Windows under Wine needs Linux' };
  const lacking = await ensureSystemPackages(['windows']);
  if (lacking) return { missing: `missing system packages: ${lacking.command}` };
  const version = /^wine-(\d[\w.]*)/.exec(ask('wine', ['--version']).text)?.[1];
  if (version === undefined)
    return { missing: 'Wine is missing; its 64-bit Windows is needed (wine, wine64)' };
  const folder = join(cacheFolder(), `wine-${version}-prefix-${recipe}`);
  const make = async () => {
    if (!existsSync(folder)) await makePrefix(folder);
  };
  try {
    if (!existsSync(folder)) await withLock(`${lockOf(folder)}-make`, make, 'making a Wine prefix');
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    return { missing: error.message };
  }
  return { folder };
}

/**
 * Runs `work` with the prefix to itself, with its registry as it was made and a display; ends all Windows programs in it
 * afterwards.
 * @template Result @param {Prefix} prefix @param {(env: Record<string, string>) => Promise<Result>} work gets the environment
 * for Windows programs
 * @returns {Promise<Result>}
 */
export async function withWine(prefix, work) {
  return withLock(
    lockOf(prefix.folder),
    async () => {
      const displays = await startDisplays(1);
      const env = wineEnvironment(prefix.folder, displays[0]?.name ?? '');
      const stop = () => stopWine(env);
      // Also when this process ends before its work has.
      process.on('exit', stop);
      try {
        stop();
        for (const name of registryFiles)
          copyFileSync(join(prefix.folder, 'as-made', name), join(prefix.folder, name));
        // A program that crashes ends, with its story on stderr: nobody is there to close a dialog about it.
        await must(
          env,
          ['reg', 'add', crashKey, '/v', 'ShowCrashDialog', '/t', 'REG_DWORD', '/d', '0', '/f'],
          60_000
        );
        for (const key of keysOfWine) await must(env, ['reg', 'add', key, '/f'], 60_000);
        return await work(env);
      } finally {
        stop();
        process.off('exit', stop);
        await Promise.all(displays.map((display) => display.stop()));
      }
    },
    'using the Wine prefix'
  );
}

/**
 * What a Windows program prints and how it ends.
 * @typedef {{ status: number, stdout: string, stderr: string, timedOut: boolean }} WineResult `status` is -1 when it was ended
 */

/**
 * Runs a Windows program to its end. Its output goes through files: to Node under Wine a pipe of Unix is a bad file
 * (`EBADF`). The program alone is ended at the time limit; what it started ends with the session.
 * @param {NodeJS.ProcessEnv} env from `withWine`, with what else the program needs
 * @param {string[]} args program and arguments; Unix paths serve as `Z:` paths for a program that is given by path
 * @param {{ timeoutMs: number }} options
 * @returns {Promise<WineResult>}
 */
export async function runWine(env, args, { timeoutMs }) {
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-wine-'));
  const files = ['stdout', 'stderr'].map((name) => join(folder, name));
  const open = files.map((file) => openSync(file, 'w'));
  try {
    let timedOut = false;
    const status = await new Promise((resolve, reject) => {
      const child = spawn('wine', args, { env, stdio: ['ignore', open[0], open[1]] });
      const timer = setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, timeoutMs);
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve(code ?? -1);
      });
    });
    const [stdout = '', stderr = ''] = files.map((file) => readFileSync(file, 'utf8'));
    return { status, stdout, stderr, timedOut };
  } finally {
    open.forEach(closeSync);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `Z:\…` for a path of this machine. @param {string} path */
export const windowsPath = (path) => `Z:${path.replaceAll('/', '\\')}`;

/** @param {string} folder */
const lockOf = (folder) => join(cacheFolder(), 'locks', basename(folder));

/** @param {string} folder @param {string} display @returns {Record<string, string>} */
function wineEnvironment(folder, display) {
  const { PATH = '', TZ } = process.env;
  return {
    PATH,
    DISPLAY: display,
    // Wine links the folders of its user to those of ours: nothing in a test may lead out of the prefix.
    HOME: join(folder, 'home'),
    LANG: 'C.UTF-8',
    WINEPREFIX: folder,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // Neither is there, and Wine would ask whether to fetch them.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    ...(TZ === undefined ? {} : { TZ })
  };
}

/** Ends every Windows program of the prefix and waits until its registry is written. @param {NodeJS.ProcessEnv} env */
function stopWine(env) {
  ask('wineserver', ['-k'], { env });
  ask('wineserver', ['-w'], { env });
}

/** @param {string} folder */
async function makePrefix(folder) {
  say('making a Windows under Wine, once');
  // One name, so that what a killed set-up left behind is found and goes.
  const temporary = `${folder}.making`;
  const displays = await startDisplays(1);
  const env = wineEnvironment(temporary, displays[0]?.name ?? '');
  try {
    if (existsSync(temporary)) {
      stopWine(env);
      rmSync(temporary, { recursive: true });
    }
    mkdirSync(join(temporary, 'home'), { recursive: true });
    copyFonts(join(temporary, 'drive_c/windows/Fonts'));
    await must(env, ['wineboot', '--init'], 300_000);
    await must(env, ['winecfg', '-v', 'win10'], 60_000);
    // DirectWrite knows the fonts that are registered, and without a Tahoma the first window of Electron recurses until its
    // stack is full.
    for (const [name, file] of Object.entries(windowFonts))
      await must(env, ['reg', 'add', fontsKey, '/v', name, '/d', file, '/f'], 60_000);
    stopWine(env);
    if (!/"CurrentBuild"="1\d{4}"/.test(readFileSync(join(temporary, 'system.reg'), 'utf8')))
      throw new SetUpError('no Windows under Wine: winecfg did not make it Windows 10');
    unlinkUserFolders(join(temporary, 'drive_c/users'));
    for (const name of pretenders) rmSync(join(temporary, 'drive_c/windows/system32', name), { force: true });
    mkdirSync(join(temporary, 'as-made'));
    for (const name of registryFiles) copyFileSync(join(temporary, name), join(temporary, 'as-made', name));
    renameSync(temporary, folder);
  } catch (error) {
    stopWine(env);
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  } finally {
    await Promise.all(displays.map((display) => display.stop()));
  }
}

/**
 * Puts Wine's fonts where those of Windows are: in the prefix, so that neither root nor a folder of the system is needed.
 * @param {string} to
 */
function copyFonts(to) {
  const from = '/usr/share/wine/fonts';
  const fonts = existsSync(from) ? readdirSync(from).filter((name) => name.endsWith('.ttf')) : [];
  if (!fonts.includes('tahoma.ttf'))
    throw new SetUpError(`no Windows under Wine: ${from} has no tahoma.ttf (package fonts-wine)`);
  mkdirSync(to, { recursive: true });
  for (const name of fonts) copyFileSync(join(from, name), join(to, name));
}

/** Desktop, Documents and the like as folders of the prefix, whatever Wine linked them to. @param {string} users */
function unlinkUserFolders(users) {
  for (const user of readdirSync(users)) {
    for (const name of readdirSync(join(users, user))) {
      const path = join(users, user, name);
      if (!lstatSync(path).isSymbolicLink()) continue;
      unlinkSync(path);
      mkdirSync(path);
    }
  }
}

/** @param {NodeJS.ProcessEnv} env @param {string[]} args @param {number} timeoutMs */
async function must(env, args, timeoutMs) {
  const { status, stderr, timedOut } = await runWine(env, args, { timeoutMs });
  if (status === 0) return;
  const why = timedOut ? 'took too long' : `failed (${status}): ${stderr.trim().split('\n').at(-1) ?? ''}`;
  throw new SetUpError(`no Windows under Wine: ${args.join(' ')} ${why}`);
}
