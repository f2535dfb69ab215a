/** Whether a target is a numeric IPv4 or IPv6 address. A host name cannot hold a colon, nor four numbers alone. */
export const isAddress = (host: string): boolean =>
  host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
