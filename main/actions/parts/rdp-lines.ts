import { hostAndPort } from '../../facts/events/target';

/** One line that is to stand in an .rdp file. */
export interface RdpCorrection {
  /** In lower case. */
  readonly name: string;
  /** The whole line from what stands there now; null where there is none. */
  readonly corrected: (now: string | null) => string | null;
}

/**
 * What a correction may say. Others than these are no cure for any finding, and a file can be made to start programs or to
 * share drives with the other PC.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/rdp-files
 */
const lines = /^(?:gatewayusagemethod:i:0|enablecredsspsupport:i:1|server port:i:([1-9]\d{0,4}))$/i;

/** The corrections for a line; null where it is none of those that Reconnect makes. */
export function correctionsFor(line: string): readonly RdpCorrection[] | null {
  const found = lines.exec(line);
  if (!found || Number(found[1] ?? 1) > 65_535) return null;
  const [name = ''] = line.split(':');
  const own: RdpCorrection = { name: name.toLowerCase(), corrected: () => line };
  // A port behind the address wins over the line of its own.
  return own.name === 'server port' ? [own, { name: 'full address', corrected: withoutPort }] : [own];
}

function withoutPort(now: string | null): string | null {
  if (now === null) return null;
  const [, before = '', address = ''] = /^([^:]*:[a-z]:)(.*)$/i.exec(now) ?? [];
  const { port } = hostAndPort(address);
  return port === null ? now : `${before}${address.trim().replace(/:\d+$/, '')}`;
}

/** What belongs to a signature, which holds no longer once a line is another one. */
const ofSignature: readonly string[] = ['signature', 'signscope'];

export const nameOf = (line: string): string => (line.split(':')[0] ?? '').trim().toLowerCase();

/**
 * The bytes of an .rdp file with corrected lines, in the encoding that it has, with the ends of lines that it has, and without
 * its signature. All else stays as it is, byte for byte.
 */
export function correctedFile(bytes: Buffer, corrections: readonly RdpCorrection[]): Buffer {
  const { mark, encoding } = encodingOf(bytes);
  const parts = bytes.toString(encoding, mark).split(/(\r\n|\r|\n)/);
  const end = parts[1] ?? '\r\n';
  const left = new Map(corrections.map((one) => [one.name, one]));
  const kept: string[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const line = parts[at] ?? '';
    const ending = parts[at + 1] ?? '';
    const name = nameOf(line);
    if (ofSignature.includes(name)) continue;
    const correction = corrections.find((one) => one.name === name);
    left.delete(name);
    kept.push((correction?.corrected(line.trimEnd()) ?? line) + ending);
  }
  const text = kept.join('');
  const more = [...left.values()].flatMap(({ corrected }) => corrected(null) ?? []);
  const between = text === '' || /[\r\n]$/.test(text) || more.length === 0 ? '' : end;
  const added = more.map((line) => `${line}${end}`).join('');
  return Buffer.concat([bytes.subarray(0, mark), Buffer.from(text + between + added, encoding)]);
}

/** UTF-16 by its mark; else bytes, of which only the ASCII ones are looked at, whatever the rest means. */
function encodingOf(bytes: Buffer): { readonly mark: number; readonly encoding: 'utf16le' | 'latin1' } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { mark: 2, encoding: 'utf16le' };
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { mark: isMarked ? 3 : 0, encoding: 'latin1' };
}
