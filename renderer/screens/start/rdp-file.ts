/** Larger than any real file by far: a .rdp file is a few kilobytes of settings, and the bridge takes 1,000,000 characters. */
export const longestFile = 1_000_000;

/**
 * The text of a .rdp file. Windows' own client writes UTF-16 LE with a byte order mark; files made by hand or by servers
 * come as UTF-8, and some as UTF-16 without a mark.
 */
export function decodeRdpFile(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  return new TextDecoder(encoding).decode(bytes);
}

function encodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // The names of settings are ASCII, so without a mark the place of the zero byte tells.
  if (first !== 0 && second === 0) return 'utf-16le';
  if (first === 0 && second !== 0 && second !== undefined) return 'utf-16be';
  return 'utf-8';
}

/**
 * Where a .rdp file connects to, as a person would type it; null when it has no `full address`.
 * https://learn.microsoft.com/azure/virtual-desktop/rdp-properties
 */
export function targetOfRdpFile(content: string): string | null {
  const address = setting(content, 'full address', 's');
  if (!address) return null;
  const port = setting(content, 'server port', 'i');
  const hasPort = /\]:\d+$/.test(address) || /^[^:]+:\d+$/.test(address);
  if (!port || port === '3389' || hasPort) return address;
  return /:/.test(address) && !address.startsWith('[') ? `[${address}]:${port}` : `${address}:${port}`;
}

function setting(content: string, name: string, type: 's' | 'i'): string | null {
  const start = `${name}:${type}:`;
  for (const line of content.split(/\r\n|\r|\n/)) {
    if (line.trimStart().toLowerCase().startsWith(start))
      return line.trimStart().slice(start.length).trim() || null;
  }
  return null;
}
