import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './runtimes';

/** Debian package by program. */
const programs: Readonly<Record<string, string>> = {
  'freerdp-shadow-cli': 'freerdp2-shadow-x11',
  'winpr-hash': 'winpr-utils',
  xfreerdp: 'freerdp2-x11',
  xrdp: 'xrdp',
  Xvfb: 'xvfb',
  dnsmasq: 'dnsmasq-base',
  iptables: 'iptables',
  ip: 'iproute2',
  sysctl: 'procps',
  openssl: 'openssl'
};

const folders = (process.env['PATH'] ?? '').split(':').concat('/usr/sbin', '/sbin', '/usr/bin');

function isProgram(name: string): boolean {
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
      return false;
    }
  });
}

/** What the lab lacks on this machine, each as a sentence that says how to get it. Empty: it can run. */
export function missingParts(): string[] {
  if (process.platform !== 'linux') return ['The lab needs Linux: its servers and network namespaces exist nowhere else.'];
  const missing: string[] = [];
  if (process.getuid?.() !== 0) missing.push('Network namespaces need root.');
  const packages = Object.entries(programs).flatMap(([name, from]) => (isProgram(name) ? [] : [from]));
  if (!existsSync('/usr/lib/python3/dist-packages/cryptography')) packages.push('python3-cryptography');
  if (packages.length > 0) missing.push(`apt-get install --no-install-recommends ${packages.join(' ')}`);
  if (!existsSync(cli)) missing.push(`The command line is not built: npm run --silent cli -- --version`);
  return missing;
}
