import { isUnavailable, type CertificateEntry, type Unavailable } from '../../shared/model/machine-image';
import { binary, certificates, defineFacts } from './define-facts';
import { isKnown, known, map, notKnown, type Answer, type Fact, type Known } from './fact';
import { rdpTcp, winStations } from './registry-paths';

const remoteDesktopStore = 'LocalMachine\\Remote Desktop';
const myStore = 'LocalMachine\\My';

/** A certificate of a store of this PC. */
export interface StoredCertificate {
  /** Lower-case hex. */
  readonly thumbprint: string;
  /** RFC 3339. */
  readonly notBefore: Fact<string>;
  readonly notAfter: Fact<string>;
  readonly hasPrivateKey: Fact<boolean>;
}

/**
 * The certificate that the listener shows: the chosen one, else the one that Windows made for itself.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations
 */
export const listenerCertificate = defineFacts({
  id: 'listener-certificate',
  readings: {
    chosen: binary(rdpTcp, 'SSLCertificateSHA1Hash'),
    selfSigned: binary(winStations, 'SelfSignedCertificate'),
    remoteDesktop: certificates(remoteDesktopStore),
    my: certificates(myStore)
  },
  derive: ({ chosen, selfSigned, remoteDesktop, my }) => {
    const stores = [
      { store: remoteDesktopStore, list: remoteDesktop },
      { store: myStore, list: my }
    ];
    const chosenHash = map(chosen, named);
    const chosenCertificate = find(chosenHash, stores);
    const isChosen = !isKnown(chosenHash) || chosenHash.value !== null;
    return {
      /** Thumbprint, lower-case hex, of the certificate that somebody chose; null where Windows' own is used. */
      chosenHash,
      /** That certificate; null where no store has it. */
      chosenCertificate,
      /** The certificate in use; null where none is named or no store has it. */
      inUse: isChosen ? chosenCertificate : find(map(selfSigned, named), stores)
    };
  }
});

/** An empty value names no certificate. */
const named = (thumbprint: string | null): string | null => (thumbprint === '' ? null : thumbprint);

/** The one with a private key first, should both stores have it: a copy without one does no harm. */
function find(
  hash: Answer<string>,
  stores: readonly { readonly store: string; readonly list: Fact<readonly CertificateEntry[]> }[]
): Answer<StoredCertificate> {
  if (!isKnown(hash)) return hash;
  if (hash.value === null) return { ...hash, value: null };
  const matches: Known<StoredCertificate>[] = [];
  for (const { store, list } of stores) {
    const same = isKnown(list)
      ? list.value.filter(({ thumbprint }) => thumbprint.toLowerCase() === hash.value)
      : [];
    const path = `certificates/${store}/${hash.value}`;
    matches.push(...same.map((certificate) => known(asStored(certificate, path), path)));
  }
  const withKey = matches.find(
    ({ value: { hasPrivateKey } }) => isKnown(hasPrivateKey) && hasPrivateKey.value
  );
  const match = withKey ?? matches[0];
  if (match) return match;
  const unread = stores.map(({ list }) => list).find((list) => !isKnown(list));
  return unread && !isKnown(unread) ? unread : { ...hash, value: null };
}

const asStored = (certificate: CertificateEntry, path: string): StoredCertificate => ({
  thumbprint: certificate.thumbprint.toLowerCase(),
  notBefore: member(certificate.notBefore, `${path}/notBefore`),
  notAfter: member(certificate.notAfter, `${path}/notAfter`),
  hasPrivateKey: member(certificate.hasPrivateKey, `${path}/hasPrivateKey`)
});

/** What every certificate has; where it is not there, nobody looked. */
const member = <T extends string | boolean>(
  value: T | Unavailable | null | undefined,
  path: string
): Fact<T> => {
  if (value === undefined || value === null) return notKnown('not-read', path);
  return isUnavailable(value) ? notKnown(value.unavailable, path, value.detail ?? '') : known(value, path);
};
