import { defineFacts, section } from './define-facts';
import { hostAndPort, isSameHost } from './events/target';
import { items, map } from './fact';

/** A saved sign-in for Remote Desktop. Never a secret: nobody reads the password. */
export interface SavedSignIn {
  /** As Windows lists it: `TERMSRV/pc9`. */
  readonly target: string;
  /** The host it is for, without a port; may begin with a `*`. */
  readonly host: string;
  readonly user: string | null;
}

/** What is saved for Remote Desktop in the person's Credential Manager. */
export const credentialStore = defineFacts({
  id: 'credential-store',
  readings: { credentials: section('credentials') },
  derive: ({ credentials }) => ({
    signIns: map(items(credentials), (all) =>
      all.flatMap(({ target, user }): SavedSignIn[] => {
        // Some listings put the kind before it: `LegacyGeneric:target=TERMSRV/pc9`.
        const service = /^(?:[^=]*=)?TERMSRV\/(.+)$/i.exec(target.trim())?.[1];
        if (service === undefined) return [];
        return [{ target, host: hostAndPort(service).host, user: typeof user === 'string' ? user : null }];
      })
    )
  })
});

/**
 * Whether a saved sign-in is used for a target: the same host by typed, short or full name, or a pattern that ends alike.
 * https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw
 */
export function isFor({ host }: SavedSignIn, target: string): boolean {
  if (!host.startsWith('*')) return isSameHost(host, target);
  return hostAndPort(target).host.toLowerCase().endsWith(host.slice(1).toLowerCase());
}
