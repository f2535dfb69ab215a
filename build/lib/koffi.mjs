import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync
} from 'node:fs';
import { dirname, join } from 'node:path';
import { npm, SetUpError } from './packages.mjs';
import { cacheFolder, inRoot } from './paths.mjs';
import { ask } from './run.mjs';
import { say } from './say.mjs';
import { withLock } from './lock.mjs';

/** The part of koffi that is compiled for 64-bit Windows; npm installs only the one of the machine it runs on. */
const binaryPackage = '@koromix/koffi-win32-x64';

/**
 * The koffi package's files that a program loads: its C++ sources are ten times as large. Its binary is looked for beside
 * it, in `@koromix`.
 */
const loaded = [
  'package.json',
  'LICENSE.txt',
  'index.cjs',
  'src/koffi/index.cjs',
  'src/koffi/src/static.cjs'
];

/**
 * Puts koffi with its Windows binary into the `node_modules` of a folder: what a Windows program in that folder finds by
 * `require('koffi')`, wherever the folder was put together. The release is packed from such a folder too.
 * @param {string} folder
 */
export async function putWindowsKoffi(folder) {
  const binary = await windowsBinary();
  const modules = join(folder, 'node_modules');
  for (const file of loaded) {
    mkdirSync(dirname(join(modules, 'koffi', file)), { recursive: true });
    cpSync(inRoot('node_modules/koffi', file), join(modules, 'koffi', file));
  }
  cpSync(binary, join(modules, binaryPackage), { recursive: true });
}

/** Sees to it that this part is at hand. @returns {Promise<string | null>} in one line why it cannot be had */
export async function lackingWindowsKoffi() {
  try {
    await windowsBinary();
    return null;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    return `koffi for Windows cannot be had: ${error.message}`;
  }
}

/**
 * The folder of that package in the version and with the checksum that the lock file names, whatever machine this is.
 * npm would refuse to install it here (`os`, `cpu`), so that it is fetched as a file and kept in the cache.
 */
async function windowsBinary() {
  const installed = inRoot('node_modules', binaryPackage);
  if (existsSync(installed)) return installed;
  const lockFile = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  /** @type {{ version: string, integrity: string } | undefined} */
  const locked = lockFile.packages?.[`node_modules/${binaryPackage}`];
  if (!locked) throw new SetUpError(`package-lock.json does not name ${binaryPackage}`);
  const digest = createHash('sha256').update(locked.integrity).digest('hex').slice(0, 12);
  const name = `koffi-win32-x64-${locked.version}-${digest}`;
  const folder = join(cacheFolder(), name);
  const make = async () => {
    if (!existsSync(folder))
      await fetchPackage(`${binaryPackage}@${locked.version}`, locked.integrity, folder);
  };
  if (!existsSync(folder))
    await withLock(join(cacheFolder(), 'locks', name), make, `getting ${binaryPackage}`);
  return folder;
}

/** @param {string} wanted name and version @param {string} integrity as npm writes it @param {string} folder appears whole or not at all */
async function fetchPackage(wanted, integrity, folder) {
  say(`getting ${wanted}, once`);
  const work = mkdtempSync(join(cacheFolder(), 'package-'));
  try {
    await npm(['pack', wanted, `--pack-destination=${work}`, '--silent']);
    const file = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!file) throw new SetUpError(`npm pack gave no file for ${wanted}`);
    const archive = join(work, file);
    if (!fits(readFileSync(archive), integrity))
      throw new SetUpError(`${wanted} is not the file that package-lock.json names (${integrity})`);
    if (!ask('tar', ['-xzf', archive, '-C', work]).ok) throw new SetUpError(`tar could not unpack ${wanted}`);
    renameSync(join(work, 'package'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Whether a file is the one that an integrity text of npm (`sha512-…`) stands for.
 * https://developer.mozilla.org/docs/Web/Security/Subresource_Integrity
 * @param {Buffer} bytes @param {string} integrity
 */
export function fits(bytes, integrity) {
  const [, algorithm = '', expected = ''] = /^(sha256|sha384|sha512)-(.+)$/.exec(integrity) ?? [];
  return expected !== '' && createHash(algorithm).update(bytes).digest('base64') === expected;
}
