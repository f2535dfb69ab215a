/** https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers */
export const administrators = 'S-1-5-32-544';
export const remoteDesktopUsers = 'S-1-5-32-555';

const groups: ReadonlySet<string> = new Set([
  administrators,
  remoteDesktopUsers,
  // Everyone, Authenticated Users, Remote Interactive Logon, Users
  'S-1-1-0',
  'S-1-5-11',
  'S-1-5-14',
  'S-1-5-32-545',
  // Local accounts, and those of them that are administrators
  'S-1-5-113',
  'S-1-5-114'
]);

/** Whether somebody who signs in by Remote Desktop is, or may well be, in that group. */
export const mayHoldTheUser = (sid: string): boolean => groups.has(sid);
