/** What a name can be that becomes part of a path. None of them can lead out of its place. */

/** A host as the Remote Desktop client keeps it: a name or an address, perhaps with a port. */
export const isHostName = (text: string): boolean => /^[^\\\s"'<>|?*/=,;\p{Cc}\p{Cf}]{1,255}$/u.test(text);

/** https://learn.microsoft.com/windows/win32/secauthz/sid-components */
export const isSid = (text: string): boolean => /^S-1-\d{1,14}(-\d{1,10}){1,15}$/i.test(text);

/**
 * Whether a SID is of an account, or of a group that somebody has put together, in the PC, a domain or Entra ID. Everyone,
 * Users, Guests, whoever has signed in: those are in everybody's token, and are no decision about anybody.
 * https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers
 */
export const isSomebody = (sid: string): boolean =>
  isSid(sid) && /^S-1-(5-21|12-1)-/i.test(sid) && !everybodysRids.test(sid);
/** Guest, domain users, domain guests, domain computers. */
const everybodysRids = /^S-1-5-21-.*-(501|513|514|515)$/i;

export const isGuid = (text: string): boolean =>
  /^(\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text);
