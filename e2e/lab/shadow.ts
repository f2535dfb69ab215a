import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateFiles } from './certificates';
import { isListening, must, startDaemon, type Daemon } from './programs';
import { freshPath } from './scratch';
import { display } from './xvfb';

/** Protocols the server accepts. `default` gives no option, `hybrid+rdp` leaves TLS alone out, `ext` refuses every offer. */
export type ShadowMode = 'rdp' | 'tls' | 'nla' | 'mixed' | 'default' | 'hybrid+rdp' | 'ext';

const options: Readonly<Record<ShadowMode, readonly string[]>> = {
  rdp: ['/sec:rdp'],
  tls: ['/sec:tls'],
  nla: ['/sec:nla'],
  // Its help says NLA is on by default; without an explicit switch it refuses it.
  mixed: ['+sec-nla', '+sec-tls', '+sec-rdp'],
  default: [],
  'hybrid+rdp': ['+sec-nla', '-sec-tls', '+sec-rdp'],
  ext: ['/sec:ext']
};

export interface ShadowOptions {
  readonly address: string;
  readonly port?: number;
  readonly mode: ShadowMode;
  /** Without one the server makes its own: self-signed, named after the host. */
  readonly certificate?: CertificateFiles | undefined;
  readonly inside?: string | undefined;
  /** Computer name in its NTLM answer. */
  readonly hostname?: string | undefined;
}

/** Who may sign in to a shadow server; the probe never does. */
export const labUser = { name: 'alice', password: 'secret123' } as const;

let samFile: Promise<string> | null = null;

async function writeSamFile(): Promise<string> {
  const file = freshPath('sam');
  writeFileSync(file, await must(['winpr-hash', '-u', labUser.name, '-p', labUser.password, '-f', 'sam']));
  return file;
}

/** A FreeRDP shadow server: a real RDP host of the Windows kind, with its own home and certificate. */
export async function startShadow(wanted: ShadowOptions): Promise<Daemon> {
  samFile ??= writeSamFile();
  const port = wanted.port ?? 3389;
  const home = freshPath('home');
  const own = join(home, '.config/freerdp/shadow');
  mkdirSync(own, { recursive: true });
  if (wanted.certificate !== undefined) {
    copyFileSync(wanted.certificate.certificate, join(own, 'shadow.crt'));
    copyFileSync(wanted.certificate.key, join(own, 'shadow.key'));
  }
  const bind = wanted.address.includes(':') ? `[${wanted.address}]` : wanted.address;
  return startDaemon(
    [
      'freerdp-shadow-cli',
      `/bind-address:${bind}`,
      `/port:${port}`,
      ...options[wanted.mode],
      '+auth',
      `/sam-file:${await samFile}`
    ],
    {
      name: `shadow-${wanted.mode}`,
      env: { DISPLAY: await display(), HOME: home },
      inside: wanted.inside,
      hostname: wanted.hostname,
      ready: (pid) => isListening(pid, wanted.address, port)
    }
  );
}
