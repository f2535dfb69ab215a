import { defineSetting } from './parts/define-setting';
import { isHostName } from './parts/names';

/** The host of a saved sign-in for Remote Desktop, as Windows lists it; null for any other target. */
export const hostOfTarget = (target: string): string | null =>
  /^(?:[a-z]{1,32}:target=)?TERMSRV\/(.+)$/i.exec(target.trim())?.[1] ?? null;

/**
 * A saved sign-in for Remote Desktop in the person's own Credential Manager.
 * https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw
 */
export const setting = defineSetting<[target: string, type: string]>({
  id: 'saved-credential',
  scope: 'user',
  takesEffect: 'new-connections',
  at: (target, type) => ({ kind: 'saved-credential', target, type }),
  holds: (place) => place.kind === 'saved-credential' && isHostName(hostOfTarget(place.target) ?? ''),
  allowed: (state) => state === null
});
