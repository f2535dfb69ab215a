import { isIP, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { defaultPort, type Target } from '../../shared/model/target';

/** Why a text is no target; the keys of the catalogue under `cli.target`. */
export type TargetFault = 'empty' | 'port' | 'brackets' | 'characters' | 'no-address-line' | 'too-long';

export class NotATarget extends Error {
  override readonly name = 'NotATarget';
  constructor(readonly fault: TargetFault) {
    super(fault);
  }
}

/** A DNS name has at most 253 characters; what is longer was meant to be something else. */
const longestHost = 253;

/**
 * Reads `host`, `host:port`, `[v6]`, `[v6]:port` or a bare IPv6 address.
 *
 * @throws NotATarget
 */
export function parseTarget(text: string): Target {
  const typed = text.trim();
  if (typed === '') throw new NotATarget('empty');
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(typed);
  if (bracketed) {
    const [, host = '', port] = bracketed;
    if (!isIPv6(host)) throw new NotATarget('brackets');
    return { host, port: parsePort(port) };
  }
  if (isIPv6(typed)) return { host: typed, port: defaultPort };
  // A URL, a share or an account was meant to be something else; say that before a word about its port.
  if (/[/\\@]/.test(typed)) throw new NotATarget('characters');
  const colon = typed.lastIndexOf(':');
  const host = colon < 0 ? typed : typed.slice(0, colon);
  if (host === '') throw new NotATarget('empty');
  if (host.length > longestHost) throw new NotATarget('too-long');
  // Letters of any script, for international names; nothing that a shell, a URL or a path would need.
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(host)) throw new NotATarget('characters');
  // One network at a time, one host at a time: ranges are never scanned.
  if (/^[\d.]+-\d+$/.test(host)) throw new NotATarget('characters');
  return { host: addressOr(host), port: parsePort(colon < 0 ? undefined : typed.slice(colon + 1)) };
}

/** The usual form of an address that is written unusually, such as `127.1`; anything else as it is. */
function addressOr(host: string): string {
  const ascii = domainToASCII(host);
  return isIP(ascii) === 0 ? host : ascii;
}

function parsePort(text: string | undefined): number {
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw new NotATarget('port');
  return port;
}

/**
 * Reads the target of an .rdp file's text.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/rdp-files
 *
 * @throws NotATarget
 */
export function parseRdpFile(content: string): Target {
  const setting = (name: string, type: string): string | undefined =>
    new RegExp(`^${name}:${type}:(.*)$`, 'im').exec(content)?.[1]?.trim();
  const address = setting('full address', 's') || setting('alternate full address', 's');
  if (!address) throw new NotATarget('no-address-line');
  const target = parseTarget(address);
  const port = setting('server port', 'i');
  const addressHasPort = /:\d+$/.test(address) && !isIPv6(address);
  return port && !addressHasPort ? { host: target.host, port: parsePort(port) } : target;
}
