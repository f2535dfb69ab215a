/** Keys that settings stand in, beside those of the facts. */
export const schannelProtocols =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';
export const roles = ['client', 'host'] as const;
/** TLS versions that a fix may switch on. */
export const versions = ['1.0', '1.1', '1.2'] as const;
/** Which end of a connection a TLS version is for, as Schannel names it. */
export const schannelEnd = (role: string): string => (role === 'client' ? 'Client' : 'Server');
export const schannelKey = (role: string, version: string): string =>
  `${schannelProtocols}\\TLS ${version}\\${schannelEnd(role)}`;
export const clientServers = 'HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers';
