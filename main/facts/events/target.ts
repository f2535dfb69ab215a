/** A target as a person types it or a log keeps it, taken apart. */
export interface HostAndPort {
  readonly host: string;
  /** Null where none is given. */
  readonly port: number | null;
}

/**
 * The host and port of `pc9`, `pc9:3390`, `[fe80::1]:3390`, `192.0.2.7`. An IPv6 address without brackets has no port;
 * what stands behind the last colon and is no port belongs to the host.
 */
export function hostAndPort(target: string): HostAndPort {
  const text = target.trim();
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text);
  if (bracketed) return { host: bracketed[1] ?? '', port: portOf(bracketed[2]) };
  const [, host, port] = /^([^:]*):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && portOf(port) !== null) return { host, port: portOf(port) };
  return { host: text, port: null };
}

function portOf(digits: string | undefined): number | null {
  const port = Number(digits ?? 0);
  return port >= 1 && port <= 65_535 ? port : null;
}

/** One spelling of an IPv6 address: https://www.rfc-editor.org/rfc/rfc5952 */
function oneSpelling(host: string): string {
  if (!host.includes(':')) return host;
  try {
    return new URL(`http://[${host}]`).hostname.slice(1, -1);
  } catch {
    // With a zone (`fe80::1%3`), or no address at all: compared as it stands.
    return host;
  }
}

const isAddress = (host: string): boolean => host.includes(':') || /^\d+(\.\d+){3}$/.test(host);

/**
 * Whether two names stand for one host: the same name, or the short form of the other's full one, without case and
 * without a dot at the end. Addresses are the same only when they are equal.
 */
export function isSameHost(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) =>
    oneSpelling(hostAndPort(name).host.toLowerCase().replace(/\.$/, ''))
  );
  if (a === undefined || b === undefined || a === '' || b === '') return false;
  if (a === b) return true;
  if (isAddress(a) || isAddress(b)) return false;
  // Two full names that differ are two hosts, even where they begin alike.
  if (a.includes('.') && b.includes('.')) return false;
  return a.split('.', 1)[0] === b.split('.', 1)[0];
}
