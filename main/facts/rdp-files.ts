import { defineFacts, section } from './define-facts';
import { hostAndPort } from './events/target';
import { entry, items, isKnown, map, orDefault, type Fact } from './fact';

/** One line of an .rdp file: `server port:i:3390`. */
export interface RdpLine {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** `rdpFiles/<path>/<name>`. */
  readonly path: string;
}

export interface RdpFile {
  readonly path: string;
  /** By name; not known where the file could not be read. */
  readonly lines: Fact<ReadonlyMap<string, RdpLine>>;
}

/** The .rdp files of the person: what the Remote Desktop client starts with. */
export const rdpFiles = defineFacts({
  id: 'rdp-files',
  readings: { files: section('rdpFiles') },
  derive: ({ files }) => {
    const list = items(files);
    return {
      files: map(list, (all) =>
        all.map(({ path, lines }): RdpFile => {
          const place = `rdpFiles/${path}`;
          const read = orDefault(entry(lines, place, isKnown(list) && list.complete), []);
          return { path, lines: map(read, (some) => byName(some, place)) };
        })
      )
    };
  }
});

/**
 * `name:type:value`; names compare without case, and of two lines of one name the last counts.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/rdp-files
 */
function byName(lines: readonly string[], place: string): ReadonlyMap<string, RdpLine> {
  const found = new Map<string, RdpLine>();
  for (const line of lines) {
    const [, written = '', value = ''] = /^([^:]*):[a-z]:(.*)$/is.exec(line) ?? [];
    const name = written.trim().toLowerCase();
    if (name !== '') found.set(name, { name, value: value.trim(), path: `${place}/${name}` });
  }
  return found;
}

/** The whole number of a line; null where the line is not there or holds none. */
export function rdpNumber(lines: ReadonlyMap<string, RdpLine>, name: string): number | null {
  const value = lines.get(name)?.value ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/** The host that a file connects to; null where it names none. */
export function rdpHost(lines: ReadonlyMap<string, RdpLine>): string | null {
  const { host } = hostAndPort(lines.get('full address')?.value ?? '');
  return host === '' ? null : host;
}

/** The port that a file names, with the line that does: behind the address, else in a line of its own. */
export function rdpPort(
  lines: ReadonlyMap<string, RdpLine>
): { readonly port: number; readonly line: RdpLine } | null {
  const address = lines.get('full address');
  const { port } = hostAndPort(address?.value ?? '');
  if (address && port !== null) return { port, line: address };
  const line = lines.get('server port');
  const own = rdpNumber(lines, 'server port');
  return line && own !== null ? { port: own, line } : null;
}
