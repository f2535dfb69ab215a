import { defineFacts, key } from './define-facts';
import type { KeyView } from './image-index';
import { isKnown, known, map, notKnown, type Answer, type Fact } from './fact';

/** A certificate that the Remote Desktop client was told to trust for one host. */
export interface Pin {
  readonly host: string;
  /** Thumbprint in lower-case hex, SHA-1 or SHA-256 by its length; null where none is kept. */
  readonly thumbprint: Answer<string>;
}

/** The hosts that the Remote Desktop client remembers, with the certificate that the person accepted for good. */
export const pinnedCertificates = defineFacts({
  id: 'pinned-certificates',
  readings: { servers: key('HKCU\\Software\\Microsoft\\Terminal Server Client\\Servers', 1) },
  derive: ({ servers }) => ({ pins: pinsOf(servers) })
});

function pinsOf(servers: Answer<KeyView>): Fact<readonly Pin[]> {
  if (!isKnown(servers)) return servers;
  if (servers.value === null) return { ...servers, value: [] };
  return map(servers.value.subkeys, (hosts) =>
    hosts.map(({ name, path, values }) => ({ host: name, thumbprint: thumbprintOf(path, values) }))
  );
}

function thumbprintOf(key: string, values: KeyView['values']): Answer<string> {
  if (!isKnown(values)) return values;
  const found = values.value.find(({ name }) => name.toLowerCase() === 'certhash');
  const path = `${key}\\${found?.name ?? 'CertHash'}`;
  if (!found) return known(null, path, 'local');
  const [type, data] = found.data;
  if (type !== 'REG_BINARY') return notKnown('failed', path, `${type} where REG_BINARY is expected`);
  return known(data.toLowerCase(), path, 'local');
}
