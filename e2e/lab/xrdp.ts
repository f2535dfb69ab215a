import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CertificateFiles } from './certificates';
import { isListening, startDaemon, type Daemon } from './programs';
import { freshPath } from './scratch';

export interface XrdpOptions {
  readonly address: string;
  readonly port?: number;
  readonly layer: 'rdp' | 'tls' | 'negotiate';
  readonly certificate: CertificateFiles;
  /** As OpenSSL's option names them; TLS 1.2 and 1.3 unless said. */
  readonly versions?: string;
  /** Lets its OpenSSL serve TLS 1.0 and 1.1 and keys of 1024 bits, as an old host does. */
  readonly weak?: boolean;
  readonly inside?: string | undefined;
}

export interface Xrdp extends Daemon {
  /** Its own account of what it saw: an independent witness. */
  ownLog(): string;
}

const weakOpenssl = `openssl_conf = default_conf_section
[default_conf_section]
ssl_conf = ssl_section
[ssl_section]
system_default = system_default_section
[system_default_section]
MinProtocol = TLSv1
CipherString = ALL:@SECLEVEL=0
`;

/** An xrdp of its own ini file. Its accept queue holds two, so rows connect to it one at a time. */
export async function startXrdp(wanted: XrdpOptions): Promise<Xrdp> {
  const port = wanted.port ?? 3389;
  const ini = freshPath('xrdp.ini');
  const logFile = freshPath('xrdp-own.log');
  writeFileSync(
    ini,
    `[Globals]
ini_version=1
fork=true
port=tcp://${wanted.address}:${port}
security_layer=${wanted.layer}
crypt_level=high
certificate=${wanted.certificate.certificate}
key_file=${wanted.certificate.key}
ssl_protocols=${wanted.versions ?? 'TLSv1.2, TLSv1.3'}
max_bpp=24
[Logging]
LogFile=${logFile}
LogLevel=INFO
EnableSyslog=false
[Channels]
rdpdr=false
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
port=-1
code=20
`
  );
  const env: Record<string, string> = {};
  if (wanted.weak === true) {
    env['OPENSSL_CONF'] = freshPath('openssl-weak.cnf');
    writeFileSync(env['OPENSSL_CONF'], weakOpenssl);
  }
  const server = await startDaemon(['xrdp', '-n', '-c', ini], {
    name: `xrdp-${wanted.layer}`,
    env,
    inside: wanted.inside,
    ready: (pid) => isListening(pid, wanted.address, port)
  });
  return { ...server, ownLog: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '') };
}
