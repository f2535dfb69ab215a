import { resolve } from 'node:path';
import { must } from './programs';
import { freshPath } from './scratch';

/** PEM files of a certificate and its key. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

interface Wanted {
  /** Common name, and the one alternative name unless `names` says otherwise. */
  readonly name: string;
  readonly names: readonly string[];
  /** Days from now. */
  readonly from: number;
  readonly until: number;
  readonly key: 'rsa2048' | 'rsa1024' | 'ec256';
  readonly hash: 'sha256' | 'sha1' | 'md5';
  readonly usage: 'server' | 'client';
  /** Key usage key and data encipherment, and no signature, as in the certificates that Windows makes for Remote Desktop. */
  readonly onlyEncipher: boolean;
}

/** What is wrong with each, against a self-signed one of today as Windows makes it. */
const faults = {
  good: {},
  expired: { from: -400, until: -35 },
  future: { from: 30, until: 395 },
  rsa1024: { key: 'rsa1024' },
  sha1: { hash: 'sha1' },
  md5: { hash: 'md5' },
  ecdsa: { key: 'ec256' },
  'other name': { name: 'other-host.example.test' },
  'client authentication only': { usage: 'client' },
  'name only in the CN': { names: [] },
  'key usage as in Windows': { names: [], onlyEncipher: true }
} satisfies Record<string, Partial<Wanted>>;

export type CertificateKind = keyof typeof faults | 'key of another' | 'key missing';

/** Debian's own Python: the one that has python3-cryptography, whatever else is first in PATH. */
export const debianPython = '/usr/bin/python3';
/** From the checkout's root, where every runner of tests is started: the app's tests use this file too, as CommonJS. */
const script = resolve('e2e/lab/certificates.py');

const made = new Map<string, Promise<CertificateFiles>>();

/** The files of such a certificate for that host name; made once in this process. */
export function certificate(kind: CertificateKind, host = 'rdp.lab.test'): Promise<CertificateFiles> {
  const id = `${kind}\n${host}`;
  const known = made.get(id);
  if (known !== undefined) return known;
  const files = make(kind, host);
  made.set(id, files);
  return files;
}

async function make(kind: CertificateKind, host: string): Promise<CertificateFiles> {
  if (kind === 'key missing') {
    return { certificate: (await certificate('good', host)).certificate, key: freshPath('no-such.key') };
  }
  if (kind === 'key of another') {
    return {
      certificate: (await certificate('good', host)).certificate,
      key: (await certificate('expired', host)).key
    };
  }
  const file = freshPath('certificate');
  const fault: Partial<Wanted> = faults[kind];
  const name = fault.name ?? host;
  const sound: Wanted = {
    name,
    names: [name],
    from: -1,
    until: 180,
    key: 'rsa2048',
    hash: 'sha256',
    usage: 'server',
    onlyEncipher: false
  };
  await must([debianPython, '-W', 'ignore', script], {
    input: JSON.stringify([{ file, ...sound, ...fault }])
  });
  return { certificate: `${file}.crt`, key: `${file}.key` };
}
