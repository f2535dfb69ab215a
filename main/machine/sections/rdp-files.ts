import { open } from 'node:fs/promises';
import { win32 } from 'node:path';
import { isUnavailable, type RdpFileEntry, type Unavailable } from '../../../shared/model/machine-image';
import { decodeText } from '../../formats/decode-text';
import { unavailable, type Fragment, type Reader } from '../fragment';
import { asText, readPlaces } from '../registry-answer';

type Environment = Readonly<Record<string, string | undefined>>;

export interface RdpFilesOptions {
  /** Files that the person chose, beside Default.rdp. */
  readonly files?: readonly string[];
  readonly environment?: Environment;
}

/** An .rdp file has a few hundred short lines. Bytes. */
const largest = 1024 * 1024;
const folders = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';

/**
 * The lines of Default.rdp, wherever the person's documents are, and of the files they chose. What could open a session
 * never enters the image: passwords, tokens, and blobs of any name.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/rdp-files
 */
export async function readRdpFiles(
  registry: Reader<'registry-value'>,
  { files = [], environment = process.env }: RdpFilesOptions,
  signal: AbortSignal
): Promise<Fragment> {
  const { documents } = await readPlaces(registry, { documents: [folders, 'Personal'] }, signal);
  const folder = asText(documents);
  const standard = win32.join(
    typeof folder === 'string' ? folder : '%USERPROFILE%\\Documents',
    'Default.rdp'
  );
  const paths = [standard, ...files.map((file) => unexpanded(file, environment))];
  return { rdpFiles: await Promise.all(paths.map((path) => readRdpFile(path, environment))) };
}

async function readRdpFile(path: string, environment: Environment): Promise<RdpFileEntry> {
  const bytes = await readSmall(expanded(path, environment));
  if (bytes === null || isUnavailable(bytes)) return { path, lines: bytes };
  const lines = decodeText(bytes).split(/\r\n|\r|\n/);
  return {
    path,
    lines: lines.map((line) => line.trimEnd()).filter((line) => line !== '' && !isSecret(line))
  };
}

/** `name:type:value`; type `b` is a blob, such as `password 51:b:`. */
function isSecret(line: string): boolean {
  const [name = '', type] = line.split(':');
  return type?.trim().toLowerCase() === 'b' || /password|token|secret|signature/i.test(name);
}

async function readSmall(path: string): Promise<Buffer | null | Unavailable> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return size > largest ? unavailable('failed', `${size} bytes are too many`) : await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return unavailable(code === 'EACCES' || code === 'EPERM' ? 'access-denied' : 'failed', code);
  }
}

/** `%NAME%` as Windows expands it: a name that is not set stays as it stands. */
export const expanded = (path: string, environment: Environment): string =>
  path.replace(/%([^%]+)%/g, (whole, name: string) => variable(environment, name) ?? whole);

function variable(environment: Environment, name: string): string | undefined {
  const found = Object.keys(environment).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : environment[found];
}

/** A path below the person's profile without its name, as the image writes paths. */
function unexpanded(path: string, environment: Environment): string {
  const profile = variable(environment, 'USERPROFILE');
  const isBelow = profile && path.toLowerCase().startsWith(`${profile.toLowerCase()}\\`);
  return isBelow ? `%USERPROFILE%${path.slice(profile.length)}` : path;
}
