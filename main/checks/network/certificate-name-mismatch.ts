import { isAddress } from '../is-address';
import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/**
 * The typed name is none of the certificate's names; mstsc warns then. The common name counts only where there is no
 * subject alternative name (RFC 6125 6.4.4), and the short name of a host name counts as a match.
 */
export const check = defineCheck({
  id: 'certificate-name-mismatch',
  stage: 'tls',
  side: 'host',
  run: ({ chain: [leaf] }, { target: { host } }) => {
    if (!leaf) return notApplicable;
    const names = leaf.names.length > 0 ? leaf.names : leaf.commonName === null ? [] : [leaf.commonName];
    // A dot at the end only says that the name is absolute.
    const typed = host.toLowerCase().replace(/\.$/, '');
    if (names.some((name) => matches(typed, name.toLowerCase()))) return ok;
    return found(isAddress(host) ? 'info' : 'warning', 0.9, seen('tls/certificate/names', [...names], host));
  }
});

function matches(typed: string, name: string): boolean {
  if (typed === name) return true;
  if (isAddress(typed)) return false;
  if (name.startsWith('*.')) return typed.slice(typed.indexOf('.')) === name.slice(1) && typed.includes('.');
  const [typedLabel] = typed.split('.');
  const [nameLabel] = name.split('.');
  return typedLabel === nameLabel && (!typed.includes('.') || !name.includes('.'));
}
