import { typedName } from '../typed-name';
import { defineCheck, found, notApplicable, ok, seen } from '../define-check';

/**
 * The typed name is none of the certificate's names; mstsc warns then. The common name counts only where there is no
 * subject alternative name (RFC 6125 6.4.4), and the short name of a host name counts as a match.
 */
export const check = defineCheck({
  id: 'certificate-name-mismatch',
  stage: 'tls',
  side: 'host',
  run: ({ chain: [leaf] }, transcript) => {
    if (!leaf) return notApplicable;
    const { name: typed, isAddress } = typedName(transcript);
    const names = leaf.names.length > 0 ? leaf.names : leaf.commonName === null ? [] : [leaf.commonName];
    if (names.some((name) => matches(typed, isAddress, name.toLowerCase()))) return ok;
    return found(isAddress ? 'info' : 'warning', 0.9, seen('tls/certificate/names', [...names], typed));
  }
});

function matches(typed: string, isAddress: boolean, name: string): boolean {
  if (typed === name) return true;
  if (isAddress) return false;
  if (name.startsWith('*.')) return typed.includes('.') && typed.slice(typed.indexOf('.')) === name.slice(1);
  const [typedLabel] = typed.split('.');
  const [nameLabel] = name.split('.');
  return typedLabel === nameLabel && (!typed.includes('.') || !name.includes('.'));
}
